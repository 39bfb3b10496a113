;;; draftsman.el --- Review system-design documents in Markdown  -*- lexical-binding: t -*-

;; All that Emacs needs to know: eglot (part of Emacs since 29) starts `draftsman lsp` for Markdown.

(require 'eglot)

(add-to-list 'eglot-server-programs '((markdown-mode gfm-mode markdown-ts-mode) . ("draftsman" "lsp")))
(add-hook 'markdown-mode-hook #'eglot-ensure)

(provide 'draftsman)
;;; draftsman.el ends here
