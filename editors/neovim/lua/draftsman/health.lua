--- `:checkhealth draftsman`
local M = {}

---@return boolean whether the program runs
local function check_program(command)
  vim.health.start('draftsman: program')
  local path = vim.fn.exepath(command)
  if path == '' then
    vim.health.error(("`%s` is not on PATH."):format(command), {
      'Install it: `cargo install --path .` in a checkout of draftsman.',
      'Or give its place as `cmd`, see |draftsman-settings|.',
    })
    return false
  end
  local answer = vim.system({ path, '--version' }, { text = true }):wait(10000)
  if answer.code ~= 0 then
    vim.health.error(('`%s --version` failed: %s'):format(path, vim.trim(answer.stderr or '')))
    return false
  end
  vim.health.ok(('%s (`%s`)'):format(vim.trim(answer.stdout), path))
  return true
end

---@return integer[] the Markdown buffers that hold a file or a text of their own
local function markdown_buffers()
  return vim.tbl_filter(function(buffer)
    return vim.api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].filetype == 'markdown' and vim.bo[buffer].buftype == ''
  end, vim.api.nvim_list_bufs())
end

local function name_of(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  return name == '' and ('buffer %d, not saved yet'):format(buffer) or vim.fn.fnamemodify(name, ':~:.')
end

local function check_configuration(buffers)
  vim.health.start('draftsman: configuration')
  local seen = {}
  local function look(from)
    local file = vim.fs.find('draftsman.toml', { path = from, upward = true, type = 'file' })[1]
    if file and not seen[file] then
      seen[file] = true
      vim.health.ok(('`%s`'):format(vim.fn.fnamemodify(file, ':~')))
    end
  end
  look(vim.fn.getcwd())
  for _, buffer in ipairs(buffers) do
    local name = vim.api.nvim_buf_get_name(buffer)
    if name ~= '' then
      look(vim.fs.dirname(name))
    end
  end
  if not next(seen) then
    vim.health.info('No draftsman.toml above the open files: the built-in notes and levels are used.')
  end
end

local function check_buffers(buffers, runs)
  vim.health.start('draftsman: buffers')
  if #buffers == 0 then
    vim.health.info('No Markdown file is open, so there is nothing to attach to.')
  end
  for _, buffer in ipairs(buffers) do
    local client = vim.lsp.get_clients({ bufnr = buffer, name = 'draftsman' })[1]
    if client then
      vim.health.ok(('Attached to %s (folder: %s).'):format(name_of(buffer), client.root_dir or 'none'))
    elseif not runs then
      vim.health.warn(('Not attached to %s: the program does not run.'):format(name_of(buffer)))
    elseif vim.lsp.is_enabled and not vim.lsp.is_enabled('draftsman') then
      vim.health.warn(('Not attached to %s: it is disabled.'):format(name_of(buffer)), "vim.lsp.enable('draftsman')")
    else
      vim.health.warn(('Not attached to %s.'):format(name_of(buffer)), {
        'Open the file again with `:edit`.',
        ('See the log: `:edit %s`'):format(require('vim.lsp.log').get_filename()),
      })
    end
  end
end

function M.check()
  local command = require('draftsman').config().cmd
  -- Neovim takes a function as well; then there is no program to look for.
  local runs = type(command) == 'function' or check_program(command[1])
  local buffers = markdown_buffers()
  check_configuration(buffers)
  check_buffers(buffers, runs)
end

return M
