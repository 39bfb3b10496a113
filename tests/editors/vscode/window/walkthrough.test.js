// The walkthrough, step by step as a new user clicks through it: every button does what it says.
const assert = require("node:assert/strict");
const path = require("node:path");
const workbench = require("../workbench.js");
const { contributes } = require("../../../../editors/vscode/package.json");

const [walkthrough] = contributes.walkthroughs;

/** What comes of each command: where it is seen, and words there. */
const effects = {
  "draftsman.openSample": [".monaco-editor .view-line", "Design a library"],
  "workbench.actions.view.problems": [".markers-panel .monaco-list-row", "unjustified_choice"],
  "draftsman.openNotes": [".tab.active", "draftsman-notes"],
  "draftsman.newDesign": [".quick-input-widget", "What is designed?"],
};

describe("the walkthrough in VS Code", function () {
  this.timeout(180_000);
  let page, close, command;
  let failed = false;

  before(async () => {
    ({ page, close, command } = await workbench.openFolder());
    await command("Welcome: Open Walkthrough");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: walkthrough.title }).first().click();
  });

  afterEach(async function () {
    if (this.currentTest.state === "failed") {
      failed = true;
      await page.screenshot({ path: path.join(workbench.pictures, `failed - ${this.currentTest.title}.png`) });
    }
  });

  after(() => close?.({ failed }));

  for (const { title, description, completionEvents } of walkthrough.steps) {
    it(`has a step that works: ${title}`, async () => {
      const [, label, name] = /\[(.+)\]\(command:(.+)\)/.exec(description);
      assert.deepEqual(completionEvents, [`onCommand:${name}`]);
      await page.locator(".tab", { hasText: "Walkthrough" }).first().click();
      const step = page.locator(".getting-started-step", { hasText: title });
      await step.click();
      await step.getByRole("button", { name: label }).click();
      const [where, words] = effects[name];
      await page.locator(where, { hasText: words }).first().waitFor();
      await page.keyboard.press("Escape");
    });
  }
});
