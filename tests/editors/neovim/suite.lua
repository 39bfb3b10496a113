--- Tests in a row, each on buffers of its own, and the sum at the end.
local M = { tests = {} }

--- Asks again until there is an answer, for ten seconds.
function M.eventually(what, question)
  local answer
  local came = vim.wait(10000, function()
    answer = question()
    return answer ~= nil and answer ~= false
  end, 20)
  if not came then
    error('never came: ' .. what, 2)
  end
  return answer
end

function M.equal(expected, found, what)
  if not vim.deep_equal(expected, found) then
    error(('%s: expected %s, found %s'):format(what or 'different', vim.inspect(expected), vim.inspect(found)), 2)
  end
end

function M.contains(text, part)
  if not text:find(part, 1, true) then
    error(('expected "%s" in:\n%s'):format(part, text), 2)
  end
end

function M.test(name, body)
  table.insert(M.tests, { name = name, body = body })
end

local function write(text)
  io.stdout:write(text .. '\n')
end

--- Runs all tests and leaves Neovim.
---@param root string the folder of the project
function M.run(root)
  M.root = root
  -- Nobody is there to read messages and to press a key after them.
  vim.o.more = false
  vim.o.swapfile = false
  local passed, failed = 0, 0
  require('tests')
  write(('draftsman in Neovim %s'):format(vim.version()))
  for _, test in ipairs(M.tests) do
    local start = vim.uv.hrtime()
    local good, message = xpcall(test.body, debug.traceback)
    write(('  %s %s (%d ms)'):format(good and '✔' or '✘', test.name, (vim.uv.hrtime() - start) / 1e6))
    if good then
      passed = passed + 1
    else
      failed = failed + 1
      write(message)
    end
    vim.cmd('silent! only!')
    vim.cmd('silent! %bwipeout!')
  end
  write(('%d passed, %d failed'):format(passed, failed))
  vim.cmd(failed == 0 and 'qall!' or 'cquit!')
end

return M
