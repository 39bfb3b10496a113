// The walkthrough, step by step as a new user clicks through it: every button does what it says.
const assert = require("node:assert/strict");
const { sitDown } = require("../user.js");
const { contributes } = require("../../../../editors/vscode/package.json");

const [walkthrough] = contributes.walkthroughs;

/** What comes of each command: what appears, and words in it. */
const effects = {
  "draftsman.openSample": ["line", "Design a library"],
  "workbench.actions.view.problems": ["finding", "unjustified_choice"],
  "draftsman.openNotes": ["tab", "draftsman-notes"],
  "draftsman.newDesign": ["question", "What is designed?"],
};

describe("the walkthrough in VS Code", function () {
  this.timeout(180_000);
  let user;
  let failed = false;

  before(async () => {
    user = await sitDown();
  });

  afterEach(async function () {
    if (this.currentTest.state === "failed") {
      failed = true;
      await user.picture(`failed - ${this.currentTest.title}`);
    }
  });

  after(() => user?.close({ failed }));

  for (const { title, description, completionEvents } of walkthrough.steps) {
    it(`has a step that works: ${title}`, async () => {
      const [, label, name] = /\[(.+)\]\(command:(.+)\)/.exec(description);
      assert.deepEqual(completionEvents, [`onCommand:${name}`]);
      await user.command("Welcome: Open Walkthrough");
      await user.page.locator(".quick-input-list .monaco-list-row", { hasText: walkthrough.title }).first().click();
      const step = user.page.locator(".getting-started-step", { hasText: title });
      const button = step.getByRole("button", { name: label });
      // The first step that is not done is open already.
      if ((await step.getAttribute("aria-expanded")) !== "true") {
        await step.click();
      }
      await button.click();
      await user.appears(...effects[name]).waitFor();
      await user.page.keyboard.press("Escape");
    });
  }
});
