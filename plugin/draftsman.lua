-- For plugin managers, which clone the whole project: the plugin itself lies in editors/neovim.
local project = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
local plugin = project .. '/editors/neovim'
vim.opt.runtimepath:append(plugin)
vim.cmd.source(plugin .. '/plugin/draftsman.lua')
