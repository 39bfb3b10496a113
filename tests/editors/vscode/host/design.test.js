const assert = require("node:assert/strict");
const vscode = require("vscode");

/** Asks again until there is an answer: the server and the workbench take their time. */
async function eventually(what, question, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await question();
    if (answer) {
      return answer;
    }
    assert.ok(Date.now() < end, `never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function positionAfter(document, words) {
  const offset = document.getText().indexOf(words);
  assert.notEqual(offset, -1, `the design says "${words}"`);
  return document.positionAt(offset + words.length);
}

const findings = (document) => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "draftsman");
const rule = ({ code }) => (typeof code === "object" ? code.value : code);

async function replace(document, text) {
  const all = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, all, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe(`draftsman in VS Code ${vscode.version}`, () => {
  let document;
  let original;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders;
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "design.md"));
    original = document.getText();
    await vscode.window.showTextDocument(document);
  });

  afterEach(() => replace(document, original));

  it("is activated by a Markdown file and runs the program packed with it", async () => {
    const extension = vscode.extensions.getExtension("draftsman.draftsman");
    await eventually("activation", () => extension.isActive);
    assert.deepEqual(extension.packageJSON.activationEvents, ["onLanguage:markdown"]);
    const program = vscode.Uri.joinPath(extension.extensionUri, "server", "draftsman");
    assert.ok((await vscode.workspace.fs.stat(program)).size > 0);
  });

  it("shows findings in a design", async () => {
    const found = await eventually("findings", () => {
      const rules = findings(document).map(rule);
      return rules.includes("missing_section") && rules.includes("unjustified_choice") && findings(document);
    });
    const choice = found.find((finding) => rule(finding) === "unjustified_choice");
    assert.equal(document.getText(choice.range), "Cassandra");
  });

  it("follows the text while it is written", async () => {
    await eventually("the finding", () => findings(document).some((finding) => rule(finding) === "unjustified_choice"));
    await replace(document, original.replace("We use Cassandra.", "We use Cassandra, because it takes 50k writes per second."));
    await eventually("its end", () => !findings(document).some((finding) => rule(finding) === "unjustified_choice"));
  });

  it("shows the note on hover", async () => {
    const hovers = await eventually("a hover", async () => {
      const answers = await vscode.commands.executeCommand(
        "vscode.executeHoverProvider",
        document.uri,
        positionAfter(document, "load bal"),
      );
      return answers.length > 0 && answers;
    });
    const text = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
    assert.match(text, /load balancer/i);
    assert.ok(text.length > 80, `a note, not a name: ${text}`);
  });

  it("completes PostgreSQL after a choosing word", async () => {
    await replace(document, `${original}\nFor the seats we use P`);
    const { items } = await vscode.commands.executeCommand(
      "vscode.executeCompletionItemProvider",
      document.uri,
      positionAfter(document, "For the seats we use P"),
    );
    const labels = items.map(({ label }) => (typeof label === "object" ? label.label : label));
    assert.ok(labels.includes("PostgreSQL"), `offered: ${labels.slice(0, 20).join(", ")}`);
  });

  it("inserts the missing section with a code action", async () => {
    const finding = await eventually("the finding", () => findings(document).find((one) => rule(one) === "missing_section"));
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, finding.range, undefined, 20);
    const action = actions.find(({ title }) => title.includes("Core Entities"));
    assert.ok(action?.edit, `offered: ${actions.map(({ title }) => title).join(", ")}`);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    const headings = document.getText().match(/(?<=^## ).*/gm);
    const place = headings.indexOf("Core Entities");
    assert.deepEqual(headings.slice(place - 1, place + 2), ["Non-Functional Requirements", "Core Entities", "API"]);
  });

  it("reviews a design that is not saved yet", async () => {
    const untitled = await vscode.workspace.openTextDocument({ language: "markdown", content: original });
    assert.equal(untitled.uri.scheme, "untitled");
    await eventually("findings", () => findings(untitled).some((finding) => rule(finding) === "missing_section"));
  });

  it("colours what words mean", async () => {
    const tokens = await vscode.commands.executeCommand("vscode.provideDocumentSemanticTokens", document.uri);
    assert.ok(tokens?.data.length > 0);
  });

  it("tells above each requirement where it is answered", async () => {
    const lenses = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", document.uri);
    assert.ok(lenses.some(({ command }) => command?.title.includes("Answered in API")), JSON.stringify(lenses));
  });

  it("opens the notes", async () => {
    await vscode.commands.executeCommand("draftsman.openNotes");
    await eventually("the notes", () => vscode.window.activeTextEditor?.document.fileName.includes("draftsman-notes"));
    await vscode.window.showTextDocument(document);
  });

  it("opens a sample design that has the findings of which the walkthrough speaks", async () => {
    await vscode.commands.executeCommand("draftsman.openSample");
    const sample = vscode.window.activeTextEditor.document;
    assert.ok(sample.isUntitled);
    const found = await eventually("findings", () => findings(sample).length > 0 && findings(sample).map(rule));
    for (const name of ["missing_section", "unjustified_choice", "unanswered_requirement"]) {
      assert.ok(found.includes(name), `${name} is not among ${found.join(", ")}`);
    }
    await vscode.window.showTextDocument(document);
  });

  it("shows the report of a design in the Markdown preview", async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("draftsman.report");
    await eventually("the preview", () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input }) => input instanceof vscode.TabInputWebview),
    );
  });

  it("shows debug information that quotes no document", async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("draftsman.debugInformation");
    const information = JSON.parse(vscode.window.activeTextEditor.document.getText());
    assert.match(information.version, /^\d/);
    assert.ok(!JSON.stringify(information).includes("Cassandra"));
    await vscode.window.showTextDocument(document);
  });

  it("says how the design stands", async () => {
    const told = await eventually("the state", () =>
      vscode.commands.executeCommand("draftsman.status", document.uri.toString()).then((it) => it.findings > 0 && it),
    );
    assert.match(told.text, /^Design: \d+ findings$/);
    assert.match(told.detail, /requirements/);
  });

  it("lays out a new design", async () => {
    await vscode.commands.executeCommand("draftsman.newDesign", "Design a parcel tracker");
    const laidOut = vscode.window.activeTextEditor.document;
    assert.ok(laidOut.isUntitled);
    assert.match(laidOut.getText(), /^# Design a parcel tracker\n/);
    assert.match(laidOut.getText(), /^## Core Entities$/m);
    await vscode.window.showTextDocument(document);
  });

  it("leaves to the built-in Markdown support what is its own", async () => {
    await replace(document, `${original}\nSee [the entities](#).\n`);
    const { items } = await vscode.commands.executeCommand(
      "vscode.executeCompletionItemProvider",
      document.uri,
      positionAfter(document, "[the entities](#"),
    );
    const labels = items.map(({ label }) => (typeof label === "object" ? label.label : label));
    assert.ok(labels.includes("#functional-requirements"), `offered: ${labels.join(", ")}`);
    assert.deepEqual(labels.filter((label, at) => labels.indexOf(label) !== at), [], "nothing twice");
    assert.ok(!labels.some((label) => /PostgreSQL|Core Entities/.test(label)), `offered: ${labels.join(", ")}`);
    // A heading is renamed by the built-in support, which knows the links to it.
    const heading = positionAfter(document, "## Functional Req");
    const edit = await vscode.commands.executeCommand("vscode.executeDocumentRenameProvider", document.uri, heading, "What users do");
    assert.ok(edit.get(document.uri).some(({ newText }) => newText.includes("What users do")));
  });

  it("has a command for everything that its palette names", async () => {
    const { contributes } = vscode.extensions.getExtension("draftsman.draftsman").packageJSON;
    const all = await vscode.commands.getCommands();
    assert.deepEqual(contributes.commands.filter(({ command }) => !all.includes(command)), []);
  });

  it("works again after a restart", async () => {
    await vscode.commands.executeCommand("draftsman.restart");
    await eventually("findings", () => findings(document).some((finding) => rule(finding) === "missing_section"));
  });
});
