call ale#linter#Define('markdown', {
\ 'name': 'draftsman',
\ 'lsp': 'stdio',
\ 'executable': 'draftsman',
\ 'command': '%e lsp',
\ 'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\})
autocmd FileType markdown setlocal omnifunc=ale#completion#OmniFunc
