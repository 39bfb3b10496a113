import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ExtensionContext, LogOutputChannel } from "vscode";

const run = promisify(execFile);

/** No draftsman program runs; the message says so to the user and what to do. */
export class NoProgram extends Error {}

/**
 * The draftsman program to use: the one that the setting names, else the one packed with the extension, else the one
 * on PATH. Whatever is found must answer `--version`: better one clear message than a client that keeps crashing.
 */
export async function findProgram(setting: string, context: ExtensionContext, output: LogOutputChannel): Promise<string> {
  const named = setting.trim().replace(/^~(?=[/\\])/, homedir());
  if (named !== "") {
    if (await answers(named, context, output)) {
      return named;
    }
    throw new NoProgram(`draftsman cannot run "${named}", which the setting draftsman.path names. Correct the setting or clear it.`);
  }

  const packed = join(context.extensionPath, "server", process.platform === "win32" ? "draftsman.exe" : "draftsman");
  if ((await exists(packed)) && (await answers(packed, context, output))) {
    return packed;
  }
  if (await answers("draftsman", context, output)) {
    return "draftsman";
  }
  throw new NoProgram(
    "draftsman has no program that runs here, neither packed with the extension nor on PATH. Install one or name it in the setting draftsman.path.",
  );
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function answers(program: string, context: ExtensionContext, output: LogOutputChannel): Promise<boolean> {
  try {
    // Windows looks for a program in the current folder first: that must never be the workspace.
    const { stdout } = await run(program, ["--version"], { cwd: context.extensionPath, timeout: 10_000 });
    output.info(`${program}: ${stdout.trim()}`);
    return true;
  } catch (error) {
    output.warn(`${program} does not run: ${error instanceof Error ? error.message.trim() : error}`);
    return false;
  }
}
