;;; Tests of draftsman in Emacs  -*- lexical-binding: t -*-

(require 'ert)
(require 'markdown-mode)
(setq eglot-sync-connect 10
      eglot-autoshutdown nil
      make-backup-files nil
      create-lockfiles nil)

(defun eventually (what question)
  "Call QUESTION until it has an answer, for ten seconds, and return it; WHAT is waited for."
  (let ((end (+ (float-time) 10)) answer)
    (while (and (not (setq answer (funcall question))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or answer (ert-fail (format "never came: %s" what)))))

(defmacro with-design (&rest body)
  "Run BODY in a buffer that shows the design, with eglot at work."
  `(let ((buffer (find-file-noselect "design.md")))
     (with-current-buffer buffer
       (unwind-protect
           (progn
             ;; A batch run has no command loop, in which `eglot-ensure' would connect.
             (unless (eglot-managed-p) (apply #'eglot (eglot--guess-contact)))
             (eventually "eglot" #'eglot-managed-p)
             ,@body)
         (set-buffer-modified-p nil)
         (kill-buffer buffer)))))

(defun findings ()
  "The texts of the findings that flymake shows."
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(ert-deftest shows-findings ()
  (with-design
   (let ((texts (eventually "findings" #'findings)))
     (should (seq-some (lambda (text) (string-search "Cassandra" text)) texts)))))

(ert-deftest shows-the-note-on-hover ()
  (with-design
   (goto-char (point-min))
   (search-forward "load bal")
   (let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
          (note (plist-get (plist-get answer :contents) :value)))
     (should (string-search "load balancer" (downcase note)))
     (should (> (length note) 80)))))

(ert-deftest completes-technologies ()
  (with-design
   (goto-char (point-max))
   (insert "\nFor the seats we use Postg")
   (let ((offer (run-hook-with-args-until-success 'completion-at-point-functions)))
     (should (member "PostgreSQL" (mapcar #'substring-no-properties (all-completions "Postg" (nth 2 offer))))))))

(ert-deftest inserts-the-missing-section ()
  (with-design
   (eventually "findings" #'findings)
   (let* ((missing (seq-find (lambda (it) (string-search "ore" (flymake-diagnostic-text it)))
                             (flymake-diagnostics)))
          (place (flymake-diagnostic-beg missing))
          (actions (eglot-code-actions place (flymake-diagnostic-end missing))))
     (eglot-execute
      (eglot-current-server)
      (seq-find (lambda (action) (string-search "Core Entities" (plist-get action :title))) actions))
     (goto-char (point-min))
     (should (search-forward "\n## Core Entities\n" nil t)))))

(let* ((stats (ert-run-tests-batch))
       (bad (ert-stats-completed-unexpected stats)))
  (message "%d passed, %d failed" (ert-stats-completed-expected stats) bad)
  (kill-emacs (if (zerop bad) 0 1)))
