; What a cursor can stand in. The innermost match wins.
(paragraph) @prose
(pipe_table_cell) @prose
(atx_heading) @prose
(setext_heading) @prose
(fenced_code_block) @code
(indented_code_block) @code
(html_block) @html
(minus_metadata) @metadata
(plus_metadata) @metadata
(link_reference_definition) @link
