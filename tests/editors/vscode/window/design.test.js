// What a user sees in the window. Every step leaves a picture in target/screenshots, in dark and in light.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const workbench = require("../workbench.js");

const pictures = path.join(workbench.target, "screenshots");

describe("draftsman in the window of VS Code", function () {
  this.timeout(180_000);
  let page, close;
  let failed = false;

  beforeEach(async () => {
    await page.keyboard.press("Escape");
    if (await page.locator(".part.panel").isVisible()) {
      await page.keyboard.press("Control+J");
    }
  });

  before(async () => {
    fs.rmSync(pictures, { recursive: true, force: true });
    const opened = await workbench.open({ view: { viewport: { width: 1280, height: 800 } } });
    ({ page, close } = opened);
    page.setDefaultTimeout(60_000);
    const query = new URLSearchParams({ folder: workbench.workspace() });
    await page.goto(`${opened.address}?${query}`);
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "design.md" }).dblclick();
    await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
    await page.locator(".monaco-editor .codelens-decoration", { hasText: "Answered in API" }).first().waitFor();
    await coloured();
  });

  afterEach(async function () {
    if (this.currentTest.state === "failed") {
      failed = true;
      await page.screenshot({ path: path.join(pictures, `failed - ${this.currentTest.title}.png`) });
    }
  });

  after(() => close?.({ failed }));

  /** Takes the same picture in the themes that VS Code starts with where the system is dark and where it is light. */
  async function picture(name) {
    for (const colorScheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`.monaco-workbench.vs${colorScheme === "dark" ? "-dark" : ""}`).first().waitFor();
      await coloured();
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`) });
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

  const line = (words) => page.locator(".monaco-editor .view-line", { hasText: words }).first();

  /** Puts the cursor behind some words. */
  async function clickAfter(words) {
    await line(words).click();
    await page.keyboard.press("End");
  }

  async function command(name) {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").fill(`>${name}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
  }

  it("underlines findings and lists them in Problems", async () => {
    await command("Problems: Focus on Problems View");
    const rows = page.locator(".markers-panel .monaco-list-row");
    await rows.filter({ hasText: "unjustified_choice" }).first().waitFor();
    await picture("findings");
  });

  it("shows the note below the pointer", async () => {
    const words = line("load balancer").getByText("load balancer").first();
    const box = await words.boundingBox();
    const text = await words.innerText();
    const at = (text.replaceAll("\u00a0", " ").indexOf("load balancer") + 3) / text.length;
    await page.mouse.move(box.x + box.width * at, box.y + box.height / 2);
    const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: /load balancer/i }).first();
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
    await command("File: Revert File");
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
    await command("File: Revert File");
  });

  it("offers to insert the missing section", async () => {
    await command("Go to Next Problem");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Period");
    const menu = page.locator(".action-widget").first();
    await menu.waitFor();
    await picture("fixes");
    await page.keyboard.press("Escape");
  });
});
