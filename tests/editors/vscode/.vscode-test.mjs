import { defineConfig } from "@vscode/test-cli";
import workbench from "./workbench.js";

const common = {
  extensionDevelopmentPath: import.meta.dirname,
  useInstallation: { fromPath: `${import.meta.dirname}/code` },
  mocha: { ui: "bdd", timeout: 30_000, reporter: "spec", color: false },
};

export default defineConfig([
  { ...common, label: "one folder", files: "host/*.test.js", workspaceFolder: workbench.workspace() },
  { ...common, label: "several folders", files: "folders/*.test.js", workspaceFolder: workbench.severalFolders() },
]);
