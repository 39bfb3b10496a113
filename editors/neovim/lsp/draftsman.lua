---@type vim.lsp.Config
return {
  cmd = { 'draftsman', 'lsp' },
  filetypes = { 'markdown' },
  root_markers = { 'draftsman.toml', '.git' },
}
