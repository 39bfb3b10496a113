// What a user sees in the window. Every step leaves a picture in target/screenshots, in dark and in light.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const { pictures, sitDown } = require("../user.js");

describe("draftsman in the window of VS Code", function () {
  this.timeout(300_000);
  let user, page;
  let failed = false;

  beforeEach(async () => {
    await page.keyboard.press("Escape");
    const panel = page.locator(".part.panel");
    if (await panel.isVisible()) {
      await page.keyboard.press("Control+J");
      await panel.waitFor({ state: "hidden" });
    }
  });

  before(async () => {
    fs.rmSync(pictures, { recursive: true, force: true });
    user = await sitDown();
    page = user.page;
    await user.openFile("design.md");
    await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
    await page.locator(".monaco-editor .codelens-decoration", { hasText: "Answered in API" }).first().waitFor();
    await coloured();
  });

  afterEach(async function () {
    if (this.currentTest.state === "failed") {
      failed = true;
      await user.picture(`failed - ${this.currentTest.title}`);
    }
  });

  after(() => user?.close({ failed }));

  /** Takes the same picture in the themes that VS Code starts with where the system is dark and where it is light. */
  async function picture(name) {
    // When the theme changes while VS Code waits for the colours of an edit, it throws them away and asks no more.
    await page.waitForTimeout(2000);
    for (const colorScheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`.monaco-workbench.vs${colorScheme === "dark" ? "-dark" : ""}`).first().waitFor();
      await coloured();
      await user.picture(`${name}-${colorScheme}`);
    }
  }

  /** Waits until a technology has a colour of its own, in whichever theme. */
  async function coloured() {
    await page.waitForFunction(() => {
      const spans = [...document.querySelectorAll(".monaco-editor .view-line span span")];
      const plain = spans.find((span) => span.textContent.includes("spreads"));
      const named = spans.find((span) => span.textContent.trim() === "Cassandra");
      // What has been scrolled away cannot be waited for.
      return !plain || (named && getComputedStyle(named).color !== getComputedStyle(plain).color);
    });
  }

  const line = (words) => user.appears("line", words);

  /** Throws away what a test has written. */
  async function revert(written) {
    await user.command("File: Revert File");
    await line(written).waitFor({ state: "hidden" });
  }

  /** Puts the cursor behind some words. */
  async function clickAfter(words) {
    await line(words).click();
    await page.keyboard.press("End");
  }

  it("underlines findings and lists them in Problems", async () => {
    await user.command("Problems: Focus on Problems View");
    await user.appears("finding", "unjustified_choice").waitFor();
    await picture("findings");
  });

  it("shows the note below the pointer", async () => {
    const words = line("load balancer").getByText("load balancer").first();
    await user.until(user.places.note, async () => {
      await page.mouse.move(0, 0);
      const text = await words.innerText();
      const at = (text.replaceAll("\u00a0", " ").indexOf("load balancer") + 3) / text.length;
      const box = await words.boundingBox();
      // The line may have been drawn anew meanwhile.
      if (box) {
        await page.mouse.move(box.x + box.width * at, box.y + box.height / 2);
      }
    });
    const hover = user.appears("note", /load balancer/i);
    await hover.waitFor();
    assert.ok((await hover.innerText()).length > 80);
    await picture("design");
    await page.keyboard.press("Escape");
  });

  it("offers technologies while one types, without being asked", async () => {
    await clickAfter("free its seats");
    await page.keyboard.press("Enter");
    await page.keyboard.type("For the seats we use ");
    await page.locator(".suggest-widget.visible").waitFor();
    await page.keyboard.type("Post");
    const row = page.locator('.suggest-widget.visible .monaco-list-row[aria-label*="PostgreSQL"]').first();
    await row.waitFor();
    await picture("completion");
    await page.keyboard.press("Enter");
    await line("we use PostgreSQL").waitFor();
    await revert("we use PostgreSQL");
  });

  it("offers the sections still missing behind the marks of a heading", async () => {
    await clickAfter("free its seats");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("## ");
    await page.locator('.suggest-widget.visible .monaco-list-row[aria-label*="Core Entities"]').first().waitFor();
    await page.keyboard.type("Core");
    await page.keyboard.press("Enter");
    await line("## Core Entities").waitFor();
    await revert("## Core Entities");
  });

  it("offers to insert the missing section", async () => {
    await user.command("Go to Next Problem");
    await page.keyboard.press("Escape");
    await user.press("<kbd>Ctrl+.</kbd>");
    await picture("fixes");
    await page.keyboard.press("Escape");
  });
});
