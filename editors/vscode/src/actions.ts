import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { commands, type ExtensionContext, Location, Position, Range, Uri, ViewColumn, window, workspace } from "vscode";
import type { ExecuteCommandSignature } from "vscode-languageclient/node";

const run = promisify(execFile);
type Program = () => Promise<string>;

/** What the server's commands need from the editor: the document that is looked at, and a place for the answer. */
export async function executeCommand(command: string, args: unknown[], next: ExecuteCommandSignature): Promise<unknown> {
  if (command === "draftsman.show") {
    return peek(args);
  }
  const document = window.activeTextEditor?.document;
  const about = args.length === 0 && document?.languageId === "markdown" ? [document.uri.toString()] : args;
  const answer: unknown = await next(command, about);
  if (command === "draftsman.debugInformation") {
    await show(JSON.stringify(answer, undefined, 2), "json");
  }
  return answer;
}

type Place = { line: number; character: number };

/** VS Code can show several places at once, where the question was asked. */
async function peek([document, from, places]: unknown[]): Promise<unknown> {
  const uri = Uri.parse(document as string);
  const position = ({ line, character }: Place) => new Position(line, character);
  const locations = (places as { start: Place; end: Place }[]).map(
    ({ start, end }) => new Location(uri, new Range(position(start), position(end))),
  );
  return commands.executeCommand("editor.action.showReferences", uri, position(from as Place), locations);
}

async function show(content: string, language: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ content, language }));
}

/** Asks what is designed and opens a design laid out for it. */
export async function newDesign(program: Program): Promise<void> {
  const title = await window.showInputBox({ title: "New design", prompt: "What is designed?", placeHolder: "Design a URL shortener" });
  if (title?.trim()) {
    await tellOf(async () => {
      const { stdout } = await run(await program(), ["new", "--output", "-", "--", title.trim()], { cwd: folder() });
      await show(stdout, "markdown");
    });
  }
}

/** Opens the report of the active design in VS Code's own Markdown preview. */
export async function report(program: Program, context: ExtensionContext): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== "markdown") {
    void window.showInformationMessage("Open a design first: the report is about the active editor.");
    return;
  }
  await tellOf(async () => {
    const scratch = await mkdtemp(join(tmpdir(), "draftsman-"));
    try {
      // What is written, not what was saved: only what is saved already is read from its place.
      const isSaved = document.uri.scheme === "file" && !document.isDirty;
      const source = isSaved ? document.fileName : join(scratch, "design.md");
      if (!isSaved) {
        await writeFile(source, document.getText());
      }
      const { stdout } = await run(await program(), ["report", "--format", "markdown", source], {
        cwd: folder() ?? scratch,
        maxBuffer: 1 << 26,
      });
      const page = Uri.joinPath(context.globalStorageUri, "report.md");
      await workspace.fs.writeFile(page, Buffer.from(stdout));
      await commands.executeCommand("markdown.showPreview", page, { viewColumn: ViewColumn.Beside });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

/** Opens a design of the walkthrough that is not saved anywhere. */
export async function openSample(context: ExtensionContext): Promise<void> {
  await show(await readFile(join(context.extensionPath, "walkthrough", "design.md"), "utf8"), "markdown");
}

function folder(): string | undefined {
  return workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath;
}

/** Does what was asked for; what goes wrong is told, in the program's own words where it has some. */
async function tellOf(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    void window.showErrorMessage(stderr?.trim() || message);
  }
}
