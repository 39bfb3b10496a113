--- `:Draftsman`, and what Neovim 0.10 needs beside the table in lsp/draftsman.lua.
local M = {}

--- The configuration in force: Neovim's own since 0.11; before, the table in lsp/draftsman.lua with the user's
--- `vim.g.draftsman` over it.
---@return vim.lsp.ClientConfig
function M.config()
  if vim.fn.has('nvim-0.11') == 1 then
    return vim.lsp.config.draftsman
  end
  local file = vim.api.nvim_get_runtime_file('lsp/draftsman.lua', false)[1]
  return vim.tbl_extend('force', dofile(file), vim.g.draftsman or {})
end

--- Starts draftsman for a buffer on Neovim 0.10, or joins the one that serves its folder.
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

local function complain(message)
  vim.notify('draftsman: ' .. vim.trim(message), vim.log.levels.ERROR)
end

--- Stops a client and gives it time to end in good order.
local function stop(client)
  local method = vim.fn.has('nvim-0.11') == 1
  for _, force in ipairs({ false, true }) do
    if method then
      client:stop(force)
    else
      client.stop(force)
    end
    local ended = vim.wait(2000, function()
      return vim.lsp.get_client_by_id(client.id) == nil
    end, 10)
    if ended then
      return
    end
  end
end

--- Has the server do what one of its commands says, about the current buffer; `shown` gets its answer.
local function execute(command, shown)
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'draftsman' })[1]
  if not client then
    return complain('not attached to this buffer, see :checkhealth draftsman')
  end
  local parameters = { command = command, arguments = { vim.uri_from_bufnr(0) } }
  local function done(problem, answer)
    if problem then
      complain(problem.message)
    elseif shown then
      shown(answer)
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', parameters, done)
  else
    client.request('workspace/executeCommand', parameters, done)
  end
end

--- Shows a text in a new window.
local function show(text, buftype)
  vim.cmd.new()
  vim.bo.buftype = buftype
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.trim(text), '\n'))
  vim.bo.modified = false
  vim.bo.filetype = 'markdown'
end

--- Runs the program and shows what it prints: a new design needs no buffer to begin with.
local function run(arguments)
  local command = M.config().cmd
  local program = type(command) == 'table' and command[1] or 'draftsman'
  local good, answer = pcall(function()
    return vim.system(vim.list_extend({ program }, arguments), { text = true }):wait(30000)
  end)
  if not good or answer.code ~= 0 then
    return complain(good and answer.stderr or answer)
  end
  show(answer.stdout, '')
end

--- What `:Draftsman` can do.
M.commands = {
  --- The report of the design in this buffer, as it is written and not as it was saved.
  report = function()
    execute('draftsman.report', function(text)
      show(text, 'nofile')
    end)
  end,
  --- The notes that count here.
  notes = function()
    execute('draftsman.openNotes')
  end,
  --- A new design laid out for what is designed.
  new = function(title)
    if title == '' then
      return complain('say what is designed, such as :Draftsman new Design a URL shortener')
    end
    run({ 'new', '--output', '-', '--', title })
  end,
  --- Why this is taken for a design, or is not.
  why = function()
    execute('draftsman.why')
  end,
  --- The program again, for all the buffers it serves; for this one also where it has ended by itself.
  restart = function()
    for _, client in ipairs(vim.lsp.get_clients({ name = 'draftsman' })) do
      local buffers = vim.tbl_keys(client.attached_buffers)
      stop(client)
      for _, buffer in ipairs(buffers) do
        vim.lsp.start(client.config, { bufnr = buffer })
      end
    end
    local buffer = vim.api.nvim_get_current_buf()
    if vim.bo.filetype == 'markdown' and #vim.lsp.get_clients({ bufnr = buffer, name = 'draftsman' }) == 0 then
      M.start(buffer)
    end
  end,
  --- What a bug report needs; it quotes no document.
  debug = function()
    execute('draftsman.debugInformation', function(answer)
      show(vim.inspect(answer), 'nofile')
    end)
  end,
}

local names = vim.tbl_keys(M.commands)
table.sort(names)

--- Runs `:Draftsman`.
---@param arguments string
function M.command(arguments)
  local name, rest = arguments:match('^%s*(%S+)%s*(.-)%s*$')
  local command = M.commands[name]
  if not command then
    return complain(('there is no :Draftsman %s, only %s'):format(name or '', table.concat(names, ', ')))
  end
  command(rest)
end

--- What can follow `:Draftsman`.
---@param begun string
---@return string[]
function M.complete(begun)
  return vim.tbl_filter(function(name)
    return vim.startswith(name, begun)
  end, names)
end

return M
