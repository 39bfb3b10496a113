; The same inside a line.
(code_span) @code
(link_destination) @link
(uri_autolink) @link
(email_autolink) @link
(html_tag) @html
