import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { commands, type ExtensionContext, Location, Position, Range, Uri, ViewColumn, window, workspace } from "vscode";
import type { ExecuteCommandSignature } from "vscode-languageclient/node";

/** The commands of the server that a user can call by name. */
export const SERVED = ["draftsman.newDesign", "draftsman.report", "draftsman.why", "draftsman.openNotes", "draftsman.debugInformation"];

/** What the server's commands need from the editor: what they are about, and a place for the answer. */
export async function executeCommand(
  context: ExtensionContext,
  command: string,
  args: unknown[],
  next: ExecuteCommandSignature,
): Promise<unknown> {
  if (command === "draftsman.show") {
    return peek(args);
  }
  const about = args.length > 0 ? args : await subject(command);
  if (about === undefined) {
    return undefined;
  }
  const answer: unknown = await next(command, about);
  switch (command) {
    case "draftsman.newDesign":
      await show(answer as string, "markdown");
      break;
    case "draftsman.report":
      await preview(answer as string, context);
      break;
    case "draftsman.debugInformation":
      await show(JSON.stringify(answer, undefined, 2), "json");
      break;
  }
  return answer;
}

/** What a command is about that was called by its name alone; nothing where the user thinks better of it. */
async function subject(command: string): Promise<unknown[] | undefined> {
  if (command === "draftsman.newDesign") {
    const title = await window.showInputBox({ title: "New design", prompt: "What is designed?", placeHolder: "Design a URL shortener" });
    return title?.trim() ? [title.trim()] : undefined;
  }
  const document = window.activeTextEditor?.document;
  if (document?.languageId === "markdown") {
    return [document.uri.toString()];
  }
  if (command === "draftsman.report" || command === "draftsman.why") {
    void window.showInformationMessage("Open a design first: this is about the active editor.");
    return undefined;
  }
  return [];
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

/** Opens a report in VS Code's own Markdown preview. */
async function preview(page: string, context: ExtensionContext): Promise<void> {
  const file = Uri.joinPath(context.globalStorageUri, "report.md");
  await workspace.fs.writeFile(file, Buffer.from(page));
  await commands.executeCommand("markdown.showPreview", file, { viewColumn: ViewColumn.Beside });
}

/** Opens a design of the walkthrough that is not saved anywhere. */
export async function openSample(context: ExtensionContext): Promise<void> {
  await show(await readFile(join(context.extensionPath, "walkthrough", "design.md"), "utf8"), "markdown");
}
