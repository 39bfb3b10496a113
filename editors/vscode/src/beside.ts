import { type Location, SymbolKind, type SymbolInformation, workspace } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** What titles, sections and deep dives are to an editor: headings all of them. */
const HEADINGS = [SymbolKind.Module, SymbolKind.Namespace, SymbolKind.Package];

/** VS Code's own Markdown support finds the headings of all files, and what leads to one: that is not told twice. */
export const beside: Middleware = {
  async provideWorkspaceSymbols(query, token, next): Promise<SymbolInformation[] | undefined | null> {
    const found = await next(query, token);
    return found?.filter(({ kind, location }) => !HEADINGS.includes(kind) && !isHeading(location));
  },
  async provideReferences(document, position, options, token, next): Promise<Location[] | undefined | null> {
    const found = await next(document, position, options, token);
    const itself = ({ uri, range }: Location) => uri.toString() === document.uri.toString() && range.start.line === position.line;
    return found?.filter((place) => !itself(place) || !isHeading(place));
  },
};

/** An entity may be a heading too; of what is not open nobody can tell. */
function isHeading({ uri, range }: Location): boolean {
  const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  return document !== undefined && range.start.line < document.lineCount && document.lineAt(range.start.line).text.startsWith("#");
}
