import { commands, type ExtensionContext, type LogOutputChannel, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { findProgram, NoProgram } from "./program.js";

let client: LanguageClient | undefined;
/** Starts and stops follow one another, however fast they are asked for. */
let pending: Promise<void> = Promise.resolve();

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("draftsman", { log: true });
  const restart = () => (pending = pending.then(stop).then(() => start(context, output)));

  context.subscriptions.push(
    output,
    commands.registerCommand("draftsman.restart", restart),
    commands.registerCommand("draftsman.showOutput", () => output.show()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("draftsman.path")) {
        void restart();
      }
    }),
    // The workspace's own draftsman.path counts from now on.
    workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await pending.then(stop);
}

async function start(context: ExtensionContext, output: LogOutputChannel): Promise<void> {
  try {
    const setting = workspace.getConfiguration("draftsman").get("path", "");
    const command = await findProgram(setting, context, output);
    client = new LanguageClient(
      "draftsman",
      "draftsman",
      { command, args: ["lsp"], options: { cwd: context.extensionPath } },
      // No scheme: a design may be a file, not saved yet, or on another machine.
      { documentSelector: [{ language: "markdown" }], outputChannel: output },
    );
    await client.start();
  } catch (error) {
    client = undefined;
    // The client has already told of its own failures.
    if (error instanceof NoProgram) {
      output.error(error.message);
      void tell(error.message, output);
    }
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  // A server that is gone already cannot be asked to stop, and need not be.
  await running?.dispose().catch(() => undefined);
}

async function tell(message: string, output: LogOutputChannel): Promise<void> {
  const choice = await window.showErrorMessage(message, "Open Setting", "Show Output");
  if (choice === "Open Setting") {
    await commands.executeCommand("workbench.action.openSettings", "draftsman.path");
  } else if (choice === "Show Output") {
    output.show();
  }
}
