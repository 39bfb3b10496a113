// A user in front of the window: opens a folder, presses keys, types, and looks at what appears.
const path = require("node:path");
const workbench = require("./workbench.js");

const pictures = path.join(workbench.target, "screenshots");

/** Where things of each kind appear. */
const places = {
  finding: ".markers-panel .monaco-list-row",
  fix: ".action-widget .monaco-list-row",
  line: ".monaco-editor .view-line",
  note: ".monaco-hover:not(.hidden)",
  question: ".quick-input-widget",
  choice: ".quick-input-widget .monaco-list-row.focused",
  suggestion: ".suggest-widget.visible .monaco-list-row",
  tab: ".tab.active",
};

/** Sits down in front of a fresh workbench that shows a folder. */
async function sitDown(folder = workbench.workspace()) {
  const { address, page, close } = await workbench.open({ view: { viewport: { width: 1280, height: 800 } } });
  page.setDefaultTimeout(60_000);
  await page.goto(`${address}?${new URLSearchParams({ folder })}`);
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();

  /** What appears with some words in it. */
  const appears = (kind, words) =>
    kind === "box" ? page.getByLabel(words).first() : page.locator(places[kind], { hasText: words }).first();

  /** Calls a command by its name in the palette. */
  async function command(name) {
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first();
    const input = page.locator(".quick-input-widget input");
    // A window that is still busy misses the key. The palette lists what is known when it opens: an extension that comes
    // later is there the next time.
    for (let tries = 0; tries < 10; tries++) {
      await page.keyboard.press("F1");
      const listed = input.fill(`>${name}`, { timeout: 6_000 }).then(() => row.waitFor({ timeout: 6_000 }));
      if (await listed.then(() => true, () => false)) break;
      await page.keyboard.press("Escape");
    }
    await row.click();
  }

  /** Presses what stands in `<kbd>` and types what stands in backquotes; after F1 that is the name of a command. */
  async function press(keys) {
    let palette = false;
    for (const [, key, text] of keys.matchAll(/<kbd>(.+?)<\/kbd>|`(.+?)`/g)) {
      if (key === "F1") {
        palette = true;
      } else if (palette) {
        await command(text);
        palette = false;
      } else if (key) {
        await page.keyboard.press(key.replace("Ctrl", "Control"));
      } else {
        await page.keyboard.type(text, { delay: 20 });
      }
    }
  }

  /** Waits for what a cell says appears: kinds with words in backquotes; `no` waits for the end of it. */
  async function sees(cell) {
    for (const [, no, kind, words] of cell.matchAll(/(no )?(\w+) `(.+?)`/g)) {
      await appears(kind, words).waitFor({ state: no ? "hidden" : "visible", timeout: 20_000 });
      if (kind === "tab") {
        // Only then do keys go there.
        await page.locator(".monaco-editor.focused").waitFor();
      }
    }
  }

  const openFile = (name) => page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
  const picture = (name) => page.screenshot({ path: path.join(pictures, `${name}.png`) });
  return { appears, close, command, openFile, page, picture, press, sees };
}

module.exports = { pictures, sitDown };
