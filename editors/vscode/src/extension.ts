import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import * as actions from "./actions.js";
import { findProgram, NoProgram } from "./program.js";
import { Status } from "./status.js";

let client: LanguageClient | undefined;
/** Starts and stops follow one another, however fast they are asked for. */
let pending: Promise<void> = Promise.resolve();
/** What stands in for the server's commands while there is no server. */
let excuses: Disposable[] = [];

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("draftsman", { log: true });
  const status = new Status();
  const restart = () => (pending = pending.then(() => stop(status)).then(() => start(context, output, status)));

  context.subscriptions.push(
    output,
    status,
    commands.registerCommand("draftsman.restart", restart),
    commands.registerCommand("draftsman.showOutput", () => output.show()),
    commands.registerCommand("draftsman.openSample", () => actions.openSample(context)),
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
  await pending.then(() => client?.dispose().catch(() => undefined));
}

async function start(context: ExtensionContext, output: LogOutputChannel, status: Status): Promise<void> {
  try {
    const setting = workspace.getConfiguration("draftsman").get("path", "");
    const command = await findProgram(setting, context, output);
    client = new LanguageClient(
      "draftsman",
      "draftsman",
      { command, args: ["lsp"], options: { cwd: context.extensionPath } },
      {
        // No scheme: a design may be a file, not saved yet, or on another machine.
        documentSelector: [{ language: "markdown" }],
        outputChannel: output,
        middleware: { executeCommand: (...call) => actions.executeCommand(context, ...call) },
      },
    );
    await client.start();
    status.follow(client);
  } catch (error) {
    client = undefined;
    // The client has already told of its own failures.
    if (error instanceof NoProgram) {
      output.error(error.message);
      // Shown beside the language, not in a message: whoever opens a README did not ask for us.
      status.fail(error.message);
      excuses = actions.SERVED.map((name) => commands.registerCommand(name, () => window.showErrorMessage(error.message)));
    }
  }
}

async function stop(status: Status): Promise<void> {
  const running = client;
  client = undefined;
  excuses.splice(0).forEach((excuse) => void excuse.dispose());
  status.follow(undefined);
  // A server that is gone already cannot be asked to stop, and need not be.
  await running?.dispose().catch(() => undefined);
}
