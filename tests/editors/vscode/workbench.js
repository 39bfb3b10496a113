// VS Code's own workbench with its own extension host: code-server as the application, headless Chromium as the window.
const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { chromium } = require("playwright-core");

const target = path.resolve(__dirname, "../../../target");
const entry = path.join(target, "tools/code-server/node_modules/code-server/out/node/entry.js");
/** The packed extension, as a user installs it. */
const extension = path.join(target, "draftsman.vsix");
/** What has to be the same in every run, or would ask the network. */
const settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.autoDetectColorScheme": true,
  "workbench.startupEditor": "none",
};

/** What opens a workspace in restricted mode without asking. */
const restricted = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.untrustedFiles": "open",
};

/** A new folder that holds nothing but the design, as a workspace for one run. */
function workspace() {
  fs.mkdirSync(path.join(target, "tmp"), { recursive: true });
  const folder = path.join(fs.mkdtempSync(path.join(target, "tmp/workspace-")), "concert-hall");
  fs.mkdirSync(folder);
  fs.copyFileSync(path.resolve(__dirname, "../design.md"), path.join(folder, "design.md"));
  return folder;
}

/** A workspace of two folders with the design in each; the settings of the first switch a rule off. */
function severalFolders() {
  const [quiet, strict] = [workspace(), workspace()];
  fs.writeFileSync(path.join(quiet, "draftsman.toml"), '[rules]\nmissing_section = "off"\n');
  const file = path.join(path.dirname(quiet), "halls.code-workspace");
  fs.writeFileSync(file, JSON.stringify({ folders: [quiet, strict].map((folder) => ({ path: folder })) }));
  return file;
}

/**
 * Starts the workbench in a fresh profile with the extension installed.
 * `options` are more of code-server's arguments, `view` the browser's; `trusting` takes every workspace for trusted,
 * where it does not each is restricted.
 */
async function open({ options = [], view = {}, trusting = true } = {}) {
  fs.mkdirSync(path.join(target, "tmp"), { recursive: true });
  const profile = fs.mkdtempSync(path.join(target, "tmp/profile-"));
  fs.mkdirSync(path.join(profile, "user/User"), { recursive: true });
  fs.writeFileSync(path.join(profile, "user/User/settings.json"), JSON.stringify({ ...settings, ...(trusting ? {} : restricted) }));
  fs.writeFileSync(path.join(profile, "config.yaml"), "");
  const common = [entry, "--config", path.join(profile, "config.yaml")];
  common.push("--user-data-dir", path.join(profile, "user"), "--extensions-dir", path.join(profile, "extensions"));

  const installed = spawnSync(process.execPath, [...common, "--install-extension", extension], { encoding: "utf8" });
  if (installed.status !== 0) {
    throw new Error(`the extension was not installed\n${installed.stdout}${installed.stderr}`);
  }

  const port = await freePort();
  const log = fs.openSync(path.join(profile, "server.log"), "w");
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  if (trusting) {
    quiet.push("--disable-workspace-trust");
  }
  const server = spawn(
    process.execPath,
    [...common, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none", ...quiet, ...options],
    { detached: true, stdio: ["ignore", log, log] },
  );
  let browser;
  /** Ends what was started; the profile with its logs stays when something failed. */
  async function close({ failed = false } = {}) {
    await browser?.close().catch(() => {});
    try {
      process.kill(-server.pid, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
    if (failed) {
      console.error(`logs: ${profile}`);
    } else {
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    }
  }

  try {
    const address = `http://127.0.0.1:${port}/`;
    await answer(new URL("healthz", address));
    browser = await chromium.launch({
      executablePath: onPath("chromium"),
      // Containers have no sandbox for Chromium, and often run as root.
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    });
    return { address, page: await browser.newPage(view), close };
  } catch (error) {
    await close({ failed: true });
    throw error;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answer(address) {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await fetch(address).then((reply) => reply.ok, () => false)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("code-server did not start in 30 seconds");
}

function onPath(program) {
  const found = process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, program)).find(fs.existsSync);
  if (!found) {
    throw new Error(`${program} is not on PATH`);
  }
  return found;
}

module.exports = { open, severalFolders, target, workspace };
