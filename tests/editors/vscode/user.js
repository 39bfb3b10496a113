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
  search: ".find-widget.visible",
  choice: ".quick-input-widget .monaco-list-row.focused",
  suggestion: ".suggest-widget.visible .monaco-list-row",
  tab: ".tab.active",
};

/** Keys that open something; a window that is still busy misses some, so they are pressed until it is there. */
const openers = {
  "Ctrl+G": "question",
  "Ctrl+P": "question",
  "Ctrl+F": "search",
  "Ctrl+.": "fix",
  "Ctrl+I": "note",
};

/** Sits down in front of a fresh workbench that shows a folder. */
async function sitDown(folder = workbench.workspace()) {
  const { address, page, close } = await workbench.open({ view: { viewport: { width: 1280, height: 800 } } });
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
    for (let tries = 1; tries < 10; tries++) {
      await page.keyboard.press("F1");
      const timeout = 6_000 * tries;
      const listed = input.fill(`>${name}`, { timeout }).then(() => row.waitFor({ timeout }));
      if (await listed.then(() => true, () => false)) break;
      await page.keyboard.press("Escape");
    }
    await row.click();
  }

  /** Does something again until something appears. What appears late is closed first: to some, the same key means more then. */
  async function until(place, act) {
    const there = page.locator(place).first();
    for (let tries = 1; ; tries++) {
      if (tries > 1) {
        await page.keyboard.press("Escape");
      }
      await act();
      const came = there.waitFor({ timeout: 6_000 * tries });
      if (tries === 5) {
        return came;
      }
      if (await came.then(() => true, () => false)) {
        return;
      }
    }
  }

  /** Presses a key; one that opens something until it is open, with the key before it where there are two. */
  async function pressKey(key, before) {
    const strike = (key) => page.keyboard.press(key.replace("Ctrl", "Control"));
    const place = openers[key];
    if (place) {
      await until(places[place], async () => {
        if (before) {
          await strike(before);
        }
        await strike(key);
      });
      return;
    }
    await strike(key);
    // What is asked in a box is answered or not; the keys after that are meant for the text.
    if (["Enter", "Escape"].includes(key)) {
      await page.locator(places.question).first().waitFor({ state: "hidden" });
    }
  }

  /** Presses what stands in `<kbd>` and types what stands in backquotes; after F1 that is the name of a command. */
  async function press(keys) {
    let palette = false;
    let chord;
    for (const [, key, text] of keys.matchAll(/<kbd>(.+?)<\/kbd>|`(.+?)`/g)) {
      if (key === "F1") {
        palette = true;
      } else if (palette) {
        await command(text);
        palette = false;
      } else if (key === "Ctrl+K") {
        chord = key;
      } else if (key) {
        await pressKey(key, chord);
        chord = undefined;
      } else {
        await page.keyboard.type(text, { delay: 20 });
      }
    }
  }

  /** Waits for what a cell says appears: kinds with words in backquotes; `no` waits for the end of it. */
  async function sees(cell) {
    for (const [, no, kind, words] of cell.matchAll(/(no )?(\w+) `(.+?)`/g)) {
      await appears(kind, words).waitFor({ state: no ? "hidden" : "visible" });
      if (kind === "tab") {
        // Only then do keys go there.
        await page.locator(".monaco-editor.focused").waitFor();
      }
    }
  }

  const openFile = (name) => page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();

  /** Takes a picture once nothing moves any more. */
  async function picture(name) {
    const file = path.join(pictures, `${name}.png`);
    let before = Buffer.alloc(0);
    for (let tries = 0; tries < 20; tries++) {
      const now = await page.screenshot({ path: file });
      if (now.equals(before)) {
        break;
      }
      before = now;
    }
  }

  return { appears, close, command, openFile, page, picture, places, press, sees, until };
}

module.exports = { pictures, sitDown };
