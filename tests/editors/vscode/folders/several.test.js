const assert = require("node:assert/strict");
const vscode = require("vscode");

const rules = (document) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === "draftsman")
    .map(({ code }) => (typeof code === "object" ? code.value : code));

describe("draftsman in a workspace of several folders", () => {
  it("holds each folder to its own settings", async () => {
    const [quiet, strict] = await Promise.all(
      vscode.workspace.workspaceFolders.map(({ uri }) => vscode.workspace.openTextDocument(vscode.Uri.joinPath(uri, "design.md"))),
    );
    // Side by side: VS Code asks about what is shown.
    await vscode.window.showTextDocument(quiet, vscode.ViewColumn.One);
    await vscode.window.showTextDocument(strict, vscode.ViewColumn.Two);
    const end = Date.now() + 20_000;
    while (rules(quiet).length === 0 || rules(strict).length === 0) {
      assert.ok(Date.now() < end, "findings never came");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(!rules(quiet).includes("missing_section"), rules(quiet).join(", "));
    assert.ok(rules(strict).includes("missing_section"), rules(strict).join(", "));
  });
});
