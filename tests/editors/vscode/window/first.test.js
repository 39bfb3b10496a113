// Does what first-minutes.md says and looks for what it says appears.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const workbench = require("../workbench.js");
const { sitDown } = require("../user.js");

/** The chapters of the session: rows of keys, and what appears then. */
const chapters = fs
  .readFileSync(path.join(__dirname, "first-minutes.md"), "utf8")
  .split(/^## /m)
  .slice(1)
  .map((chapter) => {
    const [title, ...lines] = chapter.split("\n");
    const rows = lines.filter((line) => line.startsWith("| ")).slice(2);
    return { title, steps: rows.map((row) => row.split("|").slice(1, 3).map((cell) => cell.trim())) };
  });

describe("the first minutes in VS Code", function () {
  this.timeout(240_000);
  let user;
  let failed = false;

  before(async () => {
    const folder = path.join(path.dirname(workbench.workspace()), "parcels");
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, "README.md"), "# Parcels\n\nWhere the designs of the parcel team lie.\n");
    user = await sitDown(folder);
  });

  afterEach(async function () {
    if (this.currentTest.state === "failed") {
      failed = true;
      await user.picture(`failed - ${this.currentTest.title}`);
    }
  });

  after(() => user?.close({ failed }));

  for (const { title, steps } of chapters) {
    it(title, async () => {
      assert.notEqual(steps.length, 0);
      for (const [keys, appears] of steps) {
        await user.press(keys);
        await user.sees(appears).catch((error) => {
          throw new Error(`after ${keys}: ${appears}\n${error.message}`);
        });
      }
    });
  }
});
