; What folds, where it is longer than a line.
(section) @section
(fenced_code_block) @block
(indented_code_block) @block
(pipe_table) @block
(block_quote) @block
(list_item) @block
(html_block) @comment
(minus_metadata) @block
(plus_metadata) @block
