if vim.g.loaded_draftsman then
  return
end
vim.g.loaded_draftsman = true

vim.api.nvim_create_user_command('Draftsman', function(command)
  require('draftsman').command(command.args)
end, {
  nargs = '+',
  desc = 'draftsman: report, notes, new, why, restart, debug',
  complete = function(begun)
    return require('draftsman').complete(begun)
  end,
})

if vim.fn.has('nvim-0.11') == 1 then
  vim.lsp.enable('draftsman')
  return
end

-- Neovim 0.10 does not read the lsp folder by itself.
vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('draftsman', {}),
  pattern = require('draftsman').config().filetypes,
  callback = function(event)
    require('draftsman').start(event.buf)
  end,
})
