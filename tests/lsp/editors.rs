//! How editors introduce themselves, shortened to what a server asks about.

use serde_json::{Value, json};
use std::path::Path;

fn introduction(name: &str, root: Option<&Path>, capabilities: &Value) -> Value {
    let uri = root.map(super::session::uri);
    let folders = uri.as_ref().map(|uri| json!([{"uri": uri, "name": "workspace"}]));
    json!({
        "processId": std::process::id(),
        "clientInfo": {"name": name, "version": "1.0"},
        "rootUri": uri,
        "workspaceFolders": folders,
        "capabilities": capabilities,
    })
}

/// Visual Studio Code: asks for findings by itself, watches files, resolves whatever can be resolved.
pub fn vs_code(root: Option<&Path>) -> Value {
    let mut params = introduction(
        "Visual Studio Code",
        root,
        &json!({
            "workspace": {
                "applyEdit": true,
                "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"],
                    "failureHandling": "textOnlyTransactional", "normalizesLineEndings": true,
                    "changeAnnotationSupport": {"groupsOnLabel": true}},
                "configuration": true,
                "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true},
                "symbol": {"dynamicRegistration": true, "symbolKind": {"valueSet": (1..=26).collect::<Vec<_>>()},
                    "tagSupport": {"valueSet": [1]}, "resolveSupport": {"properties": ["location.range"]}},
                "codeLens": {"refreshSupport": true},
                "executeCommand": {"dynamicRegistration": true},
                "didChangeConfiguration": {"dynamicRegistration": true},
                "workspaceFolders": true,
                "semanticTokens": {"refreshSupport": true},
                "fileOperations": {"dynamicRegistration": true, "didCreate": true, "didRename": true, "didDelete": true,
                    "willCreate": true, "willRename": true, "willDelete": true},
                "inlineValue": {"refreshSupport": true},
                "inlayHint": {"refreshSupport": true},
                "diagnostics": {"refreshSupport": true}
            },
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true, "versionSupport": false,
                    "tagSupport": {"valueSet": [1, 2]}, "codeDescriptionSupport": true, "dataSupport": true},
                "synchronization": {"dynamicRegistration": true, "willSave": true, "willSaveWaitUntil": true,
                    "didSave": true},
                "completion": {"dynamicRegistration": true, "contextSupport": true, "completionItem": {
                    "snippetSupport": true, "commitCharactersSupport": true,
                    "documentationFormat": ["markdown", "plaintext"], "deprecatedSupport": true,
                    "preselectSupport": true, "tagSupport": {"valueSet": [1]}, "insertReplaceSupport": true,
                    "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
                    "insertTextModeSupport": {"valueSet": [1, 2]}, "labelDetailsSupport": true},
                    "insertTextMode": 2, "completionItemKind": {"valueSet": (1..=25).collect::<Vec<_>>()},
                    "completionList": {"itemDefaults": ["commitCharacters", "editRange", "insertTextFormat"]}},
                "hover": {"dynamicRegistration": true, "contentFormat": ["markdown", "plaintext"]},
                "definition": {"dynamicRegistration": true, "linkSupport": true},
                "references": {"dynamicRegistration": true},
                "documentHighlight": {"dynamicRegistration": true},
                "documentSymbol": {"dynamicRegistration": true, "symbolKind": {"valueSet": (1..=26).collect::<Vec<_>>()},
                    "hierarchicalDocumentSymbolSupport": true, "tagSupport": {"valueSet": [1]}, "labelSupport": true},
                "codeAction": {"dynamicRegistration": true, "isPreferredSupport": true, "disabledSupport": true,
                    "dataSupport": true, "resolveSupport": {"properties": ["edit"]},
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor",
                        "refactor.extract", "refactor.inline", "refactor.rewrite", "source", "source.organizeImports"]}},
                    "honorsChangeAnnotations": true},
                "codeLens": {"dynamicRegistration": true},
                "rename": {"dynamicRegistration": true, "prepareSupport": true, "prepareSupportDefaultBehavior": 1,
                    "honorsChangeAnnotations": true},
                "foldingRange": {"dynamicRegistration": true, "rangeLimit": 5000, "lineFoldingOnly": true,
                    "foldingRangeKind": {"valueSet": ["comment", "imports", "region"]},
                    "foldingRange": {"collapsedText": false}},
                "selectionRange": {"dynamicRegistration": true},
                "semanticTokens": {"dynamicRegistration": true, "tokenTypes": ["namespace", "type", "class", "enum",
                    "interface", "struct", "typeParameter", "parameter", "variable", "property", "enumMember", "event",
                    "function", "method", "macro", "keyword", "modifier", "comment", "string", "number", "regexp",
                    "operator", "decorator"], "tokenModifiers": ["declaration", "definition", "readonly", "static",
                    "deprecated", "abstract", "async", "modification", "documentation", "defaultLibrary"],
                    "formats": ["relative"], "requests": {"range": true, "full": {"delta": true}},
                    "multilineTokenSupport": false, "overlappingTokenSupport": false, "serverCancelSupport": true,
                    "augmentsSyntaxTokens": true},
                "inlayHint": {"dynamicRegistration": true, "resolveSupport": {"properties": ["tooltip", "textEdits",
                    "label.tooltip", "label.location", "label.command"]}},
                "diagnostic": {"dynamicRegistration": true, "relatedDocumentSupport": false}
            },
            "window": {"showMessage": {"messageActionItem": {"additionalPropertiesSupport": true}},
                "showDocument": {"support": true}, "workDoneProgress": true},
            "general": {"staleRequestSupport": {"cancel": true, "retryOnContentModified": [
                    "textDocument/semanticTokens/full", "textDocument/semanticTokens/range",
                    "textDocument/semanticTokens/full/delta"]},
                "regularExpressions": {"engine": "ECMAScript", "version": "ES2020"},
                "markdown": {"parser": "marked", "version": "1.1.0"}, "positionEncodings": ["utf-16"]}
        }),
    );
    params["locale"] = json!("en");
    params["trace"] = json!("off");
    params
}

/// Neovim on Linux: does not watch files.
pub fn neovim(root: Option<&Path>) -> Value {
    introduction(
        "Neovim",
        root,
        &json!({
            "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
            "textDocument": {
                "codeAction": {"dynamicRegistration": true, "isPreferredSupport": true, "dataSupport": true,
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
                    "resolveSupport": {"properties": ["edit", "command"]}},
                "completion": {"completionItem": {"snippetSupport": true, "documentationFormat": ["markdown", "plaintext"],
                    "resolveSupport": {"properties": ["additionalTextEdits", "command"]}},
                    "completionList": {"itemDefaults": ["editRange", "insertTextFormat", "insertTextMode", "data"]}},
                "definition": {"dynamicRegistration": true, "linkSupport": true},
                "diagnostic": {"dynamicRegistration": true},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true,
                    "symbolKind": {"valueSet": (1..=26).collect::<Vec<_>>()}},
                "foldingRange": {"lineFoldingOnly": true, "foldingRange": {"collapsedText": true}},
                "hover": {"contentFormat": ["markdown", "plaintext"], "dynamicRegistration": true},
                "inlayHint": {"dynamicRegistration": true, "resolveSupport": {"properties": ["textEdits", "tooltip"]}},
                "publishDiagnostics": {"dataSupport": true, "relatedInformation": true,
                    "tagSupport": {"valueSet": [1, 2]}},
                "rename": {"prepareSupport": true, "dynamicRegistration": true},
                "semanticTokens": {"formats": ["relative"], "requests": {"full": {"delta": true}, "range": false},
                    "tokenTypes": ["namespace", "type", "class"], "tokenModifiers": ["declaration"],
                    "augmentsSyntaxTokens": true},
                "synchronization": {"didSave": true, "willSave": true, "willSaveWaitUntil": true}
            },
            "window": {"showDocument": {"support": true}, "workDoneProgress": true},
            "workspace": {
                "applyEdit": true, "configuration": true, "didChangeConfiguration": {"dynamicRegistration": false},
                "didChangeWatchedFiles": {"dynamicRegistration": false, "relativePatternSupport": true},
                "inlayHint": {"refreshSupport": true}, "semanticTokens": {"refreshSupport": true},
                "symbol": {"dynamicRegistration": false}, "workspaceFolders": true,
                "workspaceEdit": {"resourceOperations": ["rename", "create", "delete"], "documentChanges": true}
            }
        }),
    )
}

/// Helix.
pub fn helix(root: Option<&Path>) -> Value {
    introduction(
        "helix",
        root,
        &json!({
            "workspace": {
                "configuration": true, "didChangeConfiguration": {"dynamicRegistration": false}, "workspaceFolders": true,
                "applyEdit": true, "symbol": {"dynamicRegistration": false}, "executeCommand": {"dynamicRegistration": false},
                "inlayHint": {"refreshSupport": false},
                "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"],
                    "failureHandling": "abort", "normalizesLineEndings": false},
                "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": false}
            },
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": true, "insertReplaceSupport": true,
                    "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
                    "deprecatedSupport": true, "tagSupport": {"valueSet": [1]}}, "completionItemKind": {}},
                "hover": {"contentFormat": ["markdown"]},
                "rename": {"dynamicRegistration": false, "prepareSupport": true, "honorsChangeAnnotations": false},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor",
                    "source"]}}, "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
                    "resolveSupport": {"properties": ["edit", "command"]}},
                "publishDiagnostics": {"versionSupport": true, "tagSupport": {"valueSet": [1, 2]}},
                "inlayHint": {"dynamicRegistration": false}
            },
            "window": {"workDoneProgress": true, "showDocument": {"support": true}},
            "general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]}
        }),
    )
}

/// Emacs with Eglot.
pub fn emacs(root: Option<&Path>) -> Value {
    introduction(
        "Eglot",
        root,
        &json!({
            "workspace": {"applyEdit": true, "executeCommand": {"dynamicRegistration": false},
                "workspaceEdit": {"documentChanges": true}, "didChangeWatchedFiles": {"dynamicRegistration": true},
                "symbol": {"dynamicRegistration": false}, "configuration": true, "workspaceFolders": true},
            "textDocument": {
                "synchronization": {"dynamicRegistration": false, "willSave": true, "willSaveWaitUntil": true,
                    "didSave": true},
                "completion": {"dynamicRegistration": false, "completionItem": {"snippetSupport": false,
                    "deprecatedSupport": true, "tagSupport": {"valueSet": [1]}}, "contextSupport": true},
                "hover": {"dynamicRegistration": false, "contentFormat": ["markdown", "plaintext"]},
                "definition": {"dynamicRegistration": false, "linkSupport": true},
                "documentSymbol": {"dynamicRegistration": false, "hierarchicalDocumentSymbolSupport": true,
                    "symbolKind": {"valueSet": (1..=26).collect::<Vec<_>>()}},
                "codeAction": {"dynamicRegistration": false, "resolveSupport": {"properties": ["edit", "command"]},
                    "dataSupport": true, "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix",
                        "refactor", "source"]}}, "isPreferredSupport": true},
                "rename": {"dynamicRegistration": false},
                "inlayHint": {"dynamicRegistration": false},
                "publishDiagnostics": {"relatedInformation": false, "codeDescriptionSupport": false,
                    "tagSupport": {"valueSet": [1, 2]}}
            },
            "window": {"showDocument": {"support": true}, "workDoneProgress": true},
            "general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]},
            "experimental": {}
        }),
    )
}

/// A client that announces nothing at all.
pub fn silent() -> Value {
    json!({"processId": null, "rootUri": null, "capabilities": {}})
}

/// All of them.
pub fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("VS Code", vs_code(None)),
        ("Neovim", neovim(None)),
        ("Helix", helix(None)),
        ("Emacs", emacs(None)),
        ("silent", silent()),
    ]
}

/// The same editor, had it never learned to ask for findings.
pub fn without_pull(mut initialize: Value) -> Value {
    initialize["capabilities"]["textDocument"]
        .as_object_mut()
        .expect("capabilities")
        .remove("diagnostic");
    initialize
}
