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

test('hints at numbers in other units', function()
  open()
  finding('missing_section')
  vim.fn.append(vim.fn.search('^- Security'), '- Fault tolerance: bookings are open 99.9% of the time.')
  vim.lsp.inlay_hint.enable(true, { bufnr = 0 })
  eventually('a hint', function()
    return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0
  end)
end)

test('tells above a requirement where it is answered', function()
  open()
  finding('missing_section')
  local function lenses()
    -- On 0.12 `codelens.get` takes a table and enabling asks again by itself.
    if vim.lsp.codelens.enable then
      vim.lsp.codelens.enable(true, { bufnr = 0 })
      return vim.lsp.codelens.get({ bufnr = 0 })
    end
    vim.lsp.codelens.refresh({ bufnr = 0 })
    return vim.lsp.codelens.get(0)
  end
  eventually('a lens', function()
    return #lenses() > 0
  end)
end)

test('renames an entity in all its forms', function()
  local path = folder({
    ['short.md'] = table.concat({
      '# Design a link shortener',
      '',
      '## Functional Requirements',
      '',
      '- Users shorten a link.',
      '',
      '## Core Entities',
      '',
      '- Link',
      '- User',
      '',
      '## API',
      '',
      '- `POST /links` shortens a link',
    }, '\n'),
  })
  vim.cmd.edit(path .. '/short.md')
  attached()
  vim.fn.cursor(1, 1)
  vim.fn.search('^- \\zsLink$')
  vim.lsp.buf.rename('Address')
  eventually('the new name', function()
    return text():find('- Address', 1, true)
  end)
  contains(text(), '`POST /addresses`')
end)

-- Neovim 0.10 has no completion of its own; the answer for its omnifunc is tested above.
if vim.lsp.completion then
  test('completes in the menu while one types', function()
    local path = folder()
    -- Another Neovim: this one cannot type and look on.
    local other = vim.fn.jobstart(
      { vim.v.progpath, '--embed', '--headless', '--clean', '--cmd', 'set noswapfile runtimepath=' .. vim.o.runtimepath },
      { rpc = true }
    )
    local function lua(code, ...)
      return vim.rpcrequest(other, 'nvim_exec_lua', code, { ... })
    end
    lua('vim.cmd.edit(...)', path .. '/design.md')
    eventually('draftsman attaches', function()
      return lua('return #vim.lsp.get_clients({ bufnr = 0, name = "draftsman" })') == 1
    end)
    lua('vim.o.completeopt = "menuone,noselect"')
    lua('vim.lsp.completion.enable(true, vim.lsp.get_clients({ bufnr = 0 })[1].id, 0, { autotrigger = true })')
    for keys, offered in pairs({ ['GoFor the seats we use '] = 'PostgreSQL', ['Go<CR>## '] = 'Core Entities' }) do
      vim.rpcrequest(other, 'nvim_input', keys)
      eventually(offered .. ' in the menu', function()
        return vim.iter(lua('return vim.fn.complete_info({ "items" }).items')):any(function(item)
          return item.abbr == offered
        end)
      end)
      vim.rpcrequest(other, 'nvim_input', '<C-e><Esc>u')
    end
    vim.fn.jobstop(other)
  end)
end

--- A Neovim in a home of its own with nothing but what is given; whether it shows findings in a design, and has the
--- command and the help page.
local function newcomer(initial, prepare)
  local path = folder()
  local home = path .. '/home'
  vim.fn.mkdir(home .. '/config/nvim', 'p')
  vim.fn.writefile(vim.split(initial, '\n'), home .. '/config/nvim/init.lua')
  prepare(home)
  local other = vim.fn.jobstart({ vim.v.progpath, '--embed', '--headless' }, {
    rpc = true,
    env = {
      HOME = home,
      XDG_CONFIG_HOME = home .. '/config',
      XDG_DATA_HOME = home .. '/data',
      XDG_STATE_HOME = home .. '/state',
      XDG_CACHE_HOME = home .. '/cache',
    },
  })
  -- What it installs it waits for, and answers meanwhile.
  eventually('the end of its start', function()
    return vim.rpcrequest(other, 'nvim_eval', 'v:vim_did_enter') == 1
  end)
  vim.rpcrequest(other, 'nvim_command', 'edit ' .. path .. '/design.md')
  local came = pcall(eventually, 'findings', function()
    return vim.rpcrequest(other, 'nvim_eval', 'len(luaeval("vim.diagnostic.get(0)"))') > 0
  end)
  local whole = vim.rpcrequest(other, 'nvim_eval', 'exists(":Draftsman") && !empty(getcompletion("draftsman-", "help"))') == 1
  vim.fn.jobstop(other)
  return came and whole
end

local plugin = suite.root .. '/editors/neovim'

--- The lines that a page tells its readers to write, by how they begin.
local function fence(page, beginning)
  local text = table.concat(vim.fn.readfile(suite.root .. page), '\n')
  return text:match('```lua\n(' .. vim.pesc(beginning) .. '.-)\n```')
end

if vim.lsp.enable then
  test('works after the two lines of the README', function()
    local lines = fence('/README.md', 'vim.opt.runtimepath')
    local initial = lines:gsub('path/to/draftsman/editors/neovim', plugin)
    assert(newcomer(initial, function() end), initial)
  end)
end

if vim.pack then
  test('installs with vim.pack from a repository of the whole project', function()
    local repository = vim.fn.getcwd() .. '/draftsman.git'
    local function git(...)
      local done = vim.system({ 'git', '--git-dir', repository, ... }, { text = true, cwd = suite.root }):wait(60000)
      equal(0, done.code, done.stderr)
    end
    -- Bare, of the project as it lies on the disk.
    git('init', '--quiet', '--bare', '--initial-branch=main')
    git('--work-tree', '.', 'add', '--all')
    local author = { '-c', 'user.name=draftsman', '-c', 'user.email=draftsman@localhost' }
    git('--work-tree', '.', unpack(vim.list_extend(author, { 'commit', '--quiet', '-m', 'The project' })))
    local lines = fence('/editors/neovim/README.md', 'vim.pack.add')
    -- Nobody is there to confirm.
    local initial = lines:gsub('path/to/draftsman', repository:sub(2)):gsub('%)$', ', { confirm = false })')
    local installed
    assert(newcomer(initial, function(home)
      installed = home .. '/data/nvim/site/pack/core/opt/draftsman'
    end), initial)
    assert(vim.uv.fs_stat(installed .. '/editors/neovim/lsp/draftsman.lua'), 'cloned into ' .. installed)
  end)
end

test('works as a package that is found by itself', function()
  assert(newcomer('', function(home)
    local start = home .. '/data/nvim/site/pack/draftsman/start'
    vim.fn.mkdir(start, 'p')
    vim.uv.fs_symlink(plugin, start .. '/draftsman')
  end))
end)

test('reads notes again that changed on the disk', function()
  local path = open({
    ['draftsman.toml'] = 'notes = ["notes.md"]',
    ['notes.md'] = '- Hall\n  - Cassandra - the first words',
  })
  go_to('Cassandra')
  local function note()
    local answer = ask('textDocument/hover')
    return answer and answer.contents.value or ''
  end
  contains(note(), 'the first words')
  vim.fn.writefile({ '- Hall', '  - Cassandra - other words' }, path .. '/notes.md')
  eventually('the new note', function()
    return note():find('other words', 1, true)
  end)
end)

test('reviews a design that is not written to a file yet', function()
  vim.cmd.edit(folder() .. '/new.md')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, original)
  attached()
  finding('missing_section')
end)

test('shows notes in a buffer without a name', function()
  vim.cmd.enew()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, original)
  vim.bo.filetype = 'markdown'
  attached()
  go_to('load balancer')
  contains(ask('textDocument/hover').contents.value:lower(), 'load balancer')
end)

test('leaves a diff of two versions alone, and the file in it reviewed', function()
  local path = open()
  finding('missing_section')
  vim.cmd('leftabove vnew')
  vim.bo.buftype = 'nofile'
  vim.api.nvim_buf_set_name(0, 'fugitive://' .. path .. '/.git//0123/design.md')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, original)
  vim.bo.filetype = 'markdown'
  vim.cmd('windo diffthis')
  assert(vim.wait(5000, function()
    return #vim.diagnostic.get(vim.fn.bufnr(path .. '/design.md')) > 0
  end, 20))
  equal('running', client() and not client().is_stopped() and 'running')
end)

test(':Draftsman notes opens the notes that count', function()
  open()
  finding('missing_section')
  vim.cmd('Draftsman notes')
  eventually('the notes', function()
    return vim.api.nvim_buf_get_name(0):find('draftsman%-notes')
  end)
  contains(text():lower(), 'functional requirements')
end)

test(':Draftsman why says why', function()
  local said = {}
  local notify, echo = vim.notify, vim.lsp.handlers['window/showMessage']
  vim.notify = function(message)
    table.insert(said, message)
  end
  vim.lsp.handlers['window/showMessage'] = function(_, result)
    table.insert(said, result.message)
    return result
  end
  open()
  finding('missing_section')
  vim.cmd('Draftsman why')
  local heard = pcall(eventually, 'the reason', function()
    return table.concat(said, '\n'):find('design.md is taken for a design', 1, true)
  end)
  vim.notify, vim.lsp.handlers['window/showMessage'] = notify, echo
  assert(heard, vim.inspect(said))
end)

test(':Draftsman new lays out a design', function()
  vim.cmd('Draftsman new Design a link shortener')
  contains(text(), '# Design a link shortener')
  contains(text(), '## Functional Requirements')
  equal('markdown', vim.bo.filetype)
end)

test(':Draftsman report shows the design on one page', function()
  open()
  vim.cmd('Draftsman report')
  eventually('the report', function()
    return vim.bo.buftype == 'nofile'
  end)
  contains(text(), 'concert hall')
end)

test(':Draftsman restart starts the program again', function()
  open()
  finding('missing_section')
  local before = client().id
  vim.cmd('Draftsman restart')
  eventually('another client', function()
    return client() and client().id ~= before
  end)
  vim.diagnostic.reset()
  go_to('Cassandra.')
  vim.cmd('normal! CCassandra, for it is there.')
  finding('missing_section')
end)

test(':Draftsman restart helps where the program has ended', function()
  open()
  finding('missing_section')
  local before = client()
  if vim.fn.has('nvim-0.11') == 1 then
    before:stop(true)
  else
    before.stop(true)
  end
  eventually('its end', function()
    return vim.lsp.get_client_by_id(before.id) == nil
  end)
  vim.cmd('Draftsman restart')
  attached()
end)

test(':Draftsman debug shows what a bug report needs', function()
  open()
  finding('missing_section')
  vim.cmd('Draftsman debug')
  eventually('the information', function()
    return vim.bo.buftype == 'nofile'
  end)
  contains(text(), 'version')
  equal(nil, text():find('concert hall', 1, true))
end)

test(':checkhealth draftsman says that all is well', function()
  open()
  finding('missing_section')
  vim.cmd('checkhealth draftsman')
  contains(text(), 'draftsman 0.')
  contains(text(), 'Attached to')
end)

test(':help draftsman is there', function()
  local tags = vim.fn.readfile(plugin .. '/doc/tags')
  vim.cmd.helptags(plugin .. '/doc')
  equal(tags, vim.fn.readfile(plugin .. '/doc/tags'), 'the tags are those of the page')
  vim.cmd.help('draftsman')
  contains(vim.api.nvim_buf_get_name(0), 'draftsman.txt')
end)
