// A workspace may name the program to run in its settings. One that is not trusted must not have it run.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const workbench = require("../workbench.js");

describe("a workspace that names a program of its own", function () {
  this.timeout(180_000);

  /** Opens the design of such a workspace; whether findings came, and whether the workspace's program ran. */
  async function look(trusting) {
    const folder = workbench.workspace();
    const mark = path.join(folder, "it-ran");
    const program = path.join(folder, "draftsman");
    fs.writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\nexit 1\n`, { mode: 0o755 });
    fs.mkdirSync(path.join(folder, ".vscode"));
    fs.writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify({ "draftsman.path": program }));
    const { address, page, close } = await workbench.open({ trusting });
    let failed = true;
    try {
      await page.goto(`${address}?${new URLSearchParams({ folder })}`);
      await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "design.md" }).dblclick({ timeout: 60_000 });
      const squiggle = page.locator(".monaco-editor .squiggly-warning").first();
      if (trusting) {
        for (let wait = 0; wait < 200 && !fs.existsSync(mark); wait++) {
          await page.waitForTimeout(100);
        }
      } else {
        await squiggle.waitFor({ timeout: 60_000 });
      }
      const result = { findings: await squiggle.isVisible(), ran: fs.existsSync(mark) };
      failed = false;
      return result;
    } finally {
      await close({ failed });
    }
  }

  it("has it run where it is trusted", async () => {
    assert.deepEqual(await look(true), { findings: false, ran: true });
  });

  it("is reviewed with the packed program where it is not", async () => {
    assert.deepEqual(await look(false), { findings: true, ran: false });
  });
});
