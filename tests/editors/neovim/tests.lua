local suite = require('suite')
local test, eventually, equal, contains = suite.test, suite.eventually, suite.equal, suite.contains

local original = vim.fn.readfile(suite.root .. '/tests/editors/design.md')
local number = 0

--- A new folder with the design in it, and what else is given, by name.
local function folder(files)
  number = number + 1
  local path = ('%s/design-%d'):format(vim.fn.getcwd(), number)
  vim.fn.mkdir(path)
  vim.fn.writefile(original, path .. '/design.md')
  for name, text in pairs(files or {}) do
    vim.fn.writefile(vim.split(text, '\n'), path .. '/' .. name)
  end
  return path
end

local function client()
  return vim.lsp.get_clients({ bufnr = 0, name = 'draftsman' })[1]
end

local function attached()
  return eventually('draftsman attaches', client)
end

--- Opens the design of a folder and waits until it is read.
local function open(files)
  local path = folder(files)
  vim.cmd.edit(path .. '/design.md')
  attached()
  return path
end

local function findings(rule)
  return vim.tbl_filter(function(finding)
    return finding.code == rule
  end, vim.diagnostic.get(0))
end

local function finding(rule)
  return eventually(rule, function()
    return findings(rule)[1]
  end)
end

--- Puts the cursor on the first letter of some words.
local function go_to(words)
  vim.fn.cursor(1, 1)
  local line = vim.fn.search('\\V' .. words, 'c')
  assert(line > 0, 'the design says: ' .. words)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

--- Asks the server about the place of the cursor.
local function ask(method, more)
  local parameters = vim.lsp.util.make_position_params(0, client().offset_encoding)
  parameters = vim.tbl_extend('force', parameters, more or {})
  local answers, problem = vim.lsp.buf_request_sync(0, method, parameters, 10000)
  assert(answers, problem)
  local answer = answers[client().id]
  assert(answer and not answer.err, vim.inspect(answer))
  return answer.result
end

--- What a floating window says.
local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

local function completions()
  local result = ask('textDocument/completion')
  return vim.tbl_map(function(item)
    return item.label
  end, result.items or result)
end

test('attaches to a Markdown file, in the folder of its draftsman.toml', function()
  local path = open({ ['draftsman.toml'] = '' })
  equal(path, client().root_dir)
end)

test('attaches where no folder is marked', function()
  open()
  finding('missing_section')
end)

test('stays away from what is not Markdown', function()
  vim.cmd.edit(folder({ ['notes.txt'] = 'We use Cassandra.' }) .. '/notes.txt')
  vim.wait(300, client)
  equal(nil, client())
end)

test('shows findings, as virtual text too', function()
  vim.diagnostic.config({ virtual_text = true })
  open()
  local choice = finding('unjustified_choice')
  equal('draftsman', choice.source)
  local line = vim.api.nvim_buf_get_lines(0, choice.lnum, choice.lnum + 1, false)[1]
  equal('Cassandra', line:sub(choice.col + 1, choice.end_col))
  eventually('the virtual text', function()
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, -1, { choice.lnum, 0 }, { choice.lnum, -1 }, { details = true })) do
      if mark[4].virt_text then
        return true
      end
    end
  end)
end)

test('follows the text while it is written', function()
  open()
  finding('unjustified_choice')
  go_to('Cassandra.')
  vim.cmd('normal! CCassandra, because it takes 50k writes per second.')
  eventually('the end of the finding', function()
    return #findings('unjustified_choice') == 0
  end)
end)

test('shows the note in a float', function()
  open()
  go_to('load balancer')
  vim.lsp.buf.hover()
  local note = eventually('the float', float)
  contains(note:lower(), 'load balancer')
  assert(#note > 80, 'a note, not a name: ' .. note)
end)

test('completes PostgreSQL after a choosing word', function()
  open()
  vim.fn.append('$', { '', 'For the seats we use P ' })
  vim.fn.cursor(vim.fn.line('$'), #'For the seats we use P ')
  local offered = completions()
  assert(vim.tbl_contains(offered, 'PostgreSQL'), vim.inspect(offered))
end)

test('inserts the missing section with a code action', function()
  open()
  local missing = finding('missing_section')
  vim.fn.cursor(missing.lnum + 1, missing.col + 1)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find('Core Entities', 1, true) ~= nil
    end,
  })
  eventually('the section', function()
    return text():find('\n## Core Entities\n', 1, true)
  end)
  local headings = vim.tbl_filter(function(line)
    return line:find('^## ')
  end, vim.api.nvim_buf_get_lines(0, 0, -1, false))
  equal({ '## Non-Functional Requirements', '## Core Entities', '## API' }, vim.list_slice(headings, 2, 4))
end)

test('opens the note behind a term', function()
  local path = open({
    ['draftsman.toml'] = 'notes = ["notes.md"]',
    ['notes.md'] = '- Hall\n  - Cassandra - stores rows by key, in the words of our own notes',
  })
  go_to('Cassandra')
  vim.lsp.buf.definition()
  eventually('the notes', function()
    return vim.api.nvim_buf_get_name(0) == path .. '/notes.md'
  end)
  contains(vim.api.nvim_get_current_line(), 'Cassandra')
end)
