import { defineConfig } from "@vscode/test-cli";
import workbench from "./workbench.js";

export default defineConfig({
  files: "host/*.test.js",
  extensionDevelopmentPath: import.meta.dirname,
  workspaceFolder: workbench.workspace(),
  useInstallation: { fromPath: `${import.meta.dirname}/code` },
  mocha: { ui: "bdd", timeout: 30_000, reporter: "spec", color: false },
});
