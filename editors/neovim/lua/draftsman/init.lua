--- What Neovim 0.10 needs beside the table in lsp/draftsman.lua. Newer ones do all of this themselves.
local M = {}

--- The table in lsp/draftsman.lua, with the user's `vim.g.draftsman` over it.
---@return vim.lsp.ClientConfig
function M.config()
  local file = vim.api.nvim_get_runtime_file('lsp/draftsman.lua', false)[1]
  return vim.tbl_extend('force', dofile(file), vim.g.draftsman or {})
end

--- Starts draftsman for a buffer, or joins the one that serves its folder.
---@param buffer integer
function M.start(buffer)
  if vim.bo[buffer].buftype ~= '' then
    return
  end
  local config = M.config()
  if vim.fn.executable(config.cmd[1]) == 0 then
    return -- `:checkhealth draftsman` says so; a message for every Markdown file would be a nuisance.
  end
  vim.lsp.start({
    name = 'draftsman',
    cmd = config.cmd,
    root_dir = vim.fs.root(buffer, config.root_markers),
  }, { bufnr = buffer })
end

return M
