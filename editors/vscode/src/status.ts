import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages, window, workspace } from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

/** Says beside the language what the server says of the document: a design or none, how it stands, what comes next. */
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
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const told: { text: string; detail: string } = await client.sendRequest(ExecuteCommandRequest.type, {
      command: "draftsman.status",
      arguments: [uri],
    });
    this.item.text = told.text;
    this.item.detail = told.detail;
  }
}
