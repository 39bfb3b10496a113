"""Judges recorded sessions from outside: every message of the server must be one of the protocol's published types.

Each file in the folder that is named holds a session, a message a line, as `tests/lsp/session.rs` records it. A message
is read as the type that the package lsprotocol has for it and written again: whatever the type lacks, or has otherwise,
does not come back the same. Each method is a test; a method that the server offers and no session asks for fails too.
"""

import collections
import enum
import json
import pathlib
import sys

from lsprotocol import converters, types

CONVERTER = converters.get_converter()
REQUEST, RESPONSE = 0, 1


def bare(value):
    """Without what is null: to leave it out says the same."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [bare(inner) for inner in value]
    return value.value if isinstance(value, enum.Enum) else value


def problem(message, kind):
    """What is wrong with a message that should be of a type; nothing where all is well."""
    if kind is None:
        return "the protocol has no such message"
    try:
        back = bare(CONVERTER.unstructure(CONVERTER.structure(message, kind)))
    except Exception as error:  # The package raises groups of whatever its validators raise.
        return f"{type(error).__name__}: {error}"
    expected = bare(message)
    return None if back == expected else f"read as {json.dumps(back)[:400]}"


def error_problem(error):
    good = isinstance(error.get("code"), int) and isinstance(error.get("message"), str)
    return None if good else "an error has a code and a message"


def sessions(folder):
    for path in sorted(pathlib.Path(folder).glob("*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            yield [json.loads(line) for line in lines]


def judged(session):
    """Each message of the server, as the name of its method and what is wrong with it."""
    asked = {}
    for line in session:
        message = line["message"]
        if line["from"] == "editor":
            if "method" in message and "id" in message:
                asked[message["id"]] = message["method"]
            continue
        if "method" in message:
            method, role = message["method"], REQUEST
        elif message.get("id") in asked:
            method, role = asked[message["id"]], RESPONSE
        else:
            method, role = "an answer to what was no message", RESPONSE
        if message.get("jsonrpc") != "2.0":
            yield method, message, "not of JSON-RPC 2.0"
        elif "error" in message:
            yield method, message, error_problem(message["error"])
        else:
            known = types.METHOD_TO_TYPES.get(method)
            yield method, message, problem(message, known and known[role])


# What the server offers beside what its capabilities name word by word.
OFFERED = {
    "codeActionProvider": ["textDocument/codeAction", "codeAction/resolve"],
    "codeLensProvider": ["textDocument/codeLens"],
    "completionProvider": ["textDocument/completion", "completionItem/resolve"],
    "definitionProvider": ["textDocument/definition"],
    "diagnosticProvider": ["textDocument/diagnostic", "workspace/diagnostic"],
    "documentHighlightProvider": ["textDocument/documentHighlight"],
    "documentSymbolProvider": ["textDocument/documentSymbol"],
    "executeCommandProvider": ["workspace/executeCommand"],
    "foldingRangeProvider": ["textDocument/foldingRange"],
    "hoverProvider": ["textDocument/hover"],
    "inlayHintProvider": ["textDocument/inlayHint"],
    "referencesProvider": ["textDocument/references"],
    "renameProvider": ["textDocument/prepareRename", "textDocument/rename"],
    "selectionRangeProvider": ["textDocument/selectionRange"],
    "semanticTokensProvider": [
        "textDocument/semanticTokens/full",
        "textDocument/semanticTokens/full/delta",
        "textDocument/semanticTokens/range",
    ],
    "textDocumentSync": ["textDocument/publishDiagnostics"],
    "workspaceSymbolProvider": ["workspace/symbol"],
}


def main(folder):
    counts, wrong, capabilities = collections.Counter(), {}, set()
    for session in sessions(folder):
        for method, message, what in judged(session):
            counts[method] += 1
            if what and method not in wrong:
                wrong[method] = f"{what}\n    {json.dumps(message)[:800]}"
            if method == "initialize" and "result" in message:
                capabilities |= message["result"]["capabilities"].keys()
    for capability in sorted(capabilities - {"positionEncoding", "workspace"}):
        for method in OFFERED.get(capability, [capability]):
            if not counts[method]:
                wrong[method] = "offered, and no session asks for it"
    for method in sorted(counts | dict.fromkeys(wrong, 0)):
        print(f"  {'✘' if method in wrong else '✔'} {method} ({counts[method]})")
    for method, what in wrong.items():
        print(f"{method}: {what}")
    good = sum(method not in wrong for method in counts)
    print(f"{sum(counts.values())} messages judged")
    print(f"{good} passed, {len(wrong) + (not counts)} failed")
    return bool(wrong) or not counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
