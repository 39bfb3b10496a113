import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages, type TextDocument, window, workspace } from "vscode";
import { CodeLensRequest, type LanguageClient } from "vscode-languageclient/node";

/** Says beside the language whether the document is taken for a design, how it stands and what comes next. */
export class Status {
  private client: LanguageClient | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly item: LanguageStatusItem = languages.createLanguageStatusItem("draftsman.status", { language: "markdown" });
  private readonly listeners: Disposable[] = [
    this.item,
    window.onDidChangeActiveTextEditor(() => this.soon()),
    languages.onDidChangeDiagnostics(() => this.soon()),
    workspace.onDidChangeTextDocument(({ document }) => document === window.activeTextEditor?.document && this.soon()),
  ];

  constructor() {
    this.item.name = "draftsman";
    this.item.text = "draftsman is starting";
  }

  /** Asks this server from now on. */
  follow(client: LanguageClient | undefined): void {
    this.client = client;
    this.item.severity = LanguageStatusSeverity.Information;
    this.item.command = { command: "draftsman.why", title: "Why?" };
    this.soon();
  }

  /** Says that there is no server, and why. */
  fail(message: string): void {
    this.item.severity = LanguageStatusSeverity.Error;
    this.item.text = "draftsman does not run";
    this.item.detail = message;
    this.item.command = { command: "workbench.action.openSettings", title: "Settings", arguments: ["draftsman.path"] };
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const listener of this.listeners) {
      listener.dispose();
    }
  }

  /** A burst of changes is looked at once. */
  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look().catch(() => undefined), 200);
  }

  private async look(): Promise<void> {
    const document = window.activeTextEditor?.document;
    const client = this.client;
    if (client === undefined || document?.languageId !== "markdown") {
      return;
    }
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    // The first lens tells how the whole design stands.
    const lenses = await client.sendRequest(CodeLensRequest.type, { textDocument }).catch(() => null);
    const findings = count(document);
    const isDesign = findings > 0 || (lenses?.length ?? 0) > 0;
    this.item.text = isDesign ? `Design: ${findings === 1 ? "1 finding" : `${findings || "no"} findings`}` : "No design";
    this.item.detail = lenses?.[0]?.command?.title;
  }
}

function count(document: TextDocument): number {
  return languages.getDiagnostics(document.uri).filter(({ source }) => source === "draftsman").length;
}
