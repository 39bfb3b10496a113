//! The loop between an editor and the service: reads, calls, answers, and outlives whatever goes wrong in between.

use super::frames::{Frame, Frames, LIMIT};
use super::outbox::Outbox;
use super::written;
use futures::{FutureExt, Sink, SinkExt};
use serde_json::Value;
use std::future::Future;
use std::io::Read;
use std::panic::AssertUnwindSafe;
use std::task::{Context, Waker};
use tokio::runtime::Handle;
use tower_lsp::ExitedError;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_service::Service;

/// What came in, as far as it could be understood.
enum Incoming {
    Request(Request),
    Response(Response),
}

/// The loop, on a thread of its own that waits for nothing but the editor.
pub struct Loop<S, A> {
    /// What is served.
    pub service: S,
    /// Where the editor's answers to our questions go.
    pub answers: A,
    /// The way to the editor.
    pub outbox: Outbox,
    /// What goes on with work that has to wait.
    pub runtime: Handle,
}

impl<S, A, F> Loop<S, A>
where
    A: Sink<Response> + Unpin,
    S: Service<Request, Response = Option<Response>, Error = ExitedError, Future = F>,
    F: Future<Output = Result<Option<Response>, ExitedError>> + Send + Unpin + 'static,
{
    /// Serves until the editor says `exit` or its stream ends; then says whether that was in good order: whether
    /// `shutdown` had been asked for before.
    pub fn serve(mut self, input: impl Read) -> bool {
        let runtime = self.runtime.clone();
        let _inside = runtime.enter();
        let mut frames = Frames::new(input);
        let mut shut_down = false;
        while let Ok(Some(frame)) = frames.next() {
            match incoming(frame, &mut frames) {
                Err(wrong) => {
                    tracing::warn!(code = wrong.error().map(|error| error.code.code()), "no message");
                    self.outbox.send(&wrong);
                }
                // Fails only after `exit`.
                Ok(Incoming::Response(response)) => drop(self.answers.send(response).now_or_never()),
                Ok(Incoming::Request(request)) => {
                    let is_exit = request.method() == "exit";
                    shut_down |= request.method() == "shutdown" && request.id().is_some();
                    self.call(request);
                    if is_exit {
                        break;
                    }
                }
            }
        }
        shut_down
    }

    /// Hands a request to the service. Up to its first await it is worked on here and now, so that all see the text as
    /// it stood when they were sent; what is then left goes on beside the loop.
    fn call(&mut self, request: Request) {
        let id = request.id().cloned();
        let method = request.method().to_owned();
        tracing::debug!(method, "asked");
        let answer = written::work(AssertUnwindSafe(self.service.call(request)).catch_unwind());
        let outbox = self.outbox.clone();
        let mut work = async move {
            let (answer, written) = answer.await;
            match answer {
                Ok(Ok(Some(response))) => match written.and_then(|written| written.message(&response)) {
                    Some(message) => outbox.queue(message),
                    None => outbox.send(&response),
                },
                Ok(Ok(None) | Err(ExitedError { .. })) => {}
                Err(_) => {
                    outbox.log_panic(&method);
                    if let Some(id) = id {
                        let message = format!("draftsman failed at {method}; this is a mistake in draftsman");
                        outbox.send(&wrong(ErrorCode::InternalError, id, message));
                    }
                }
            }
        }
        .boxed();
        if work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            self.runtime.spawn(work);
        }
    }
}

fn incoming(frame: Frame, frames: &mut Frames<impl Read>) -> Result<Incoming, Box<Response>> {
    match frame {
        Frame::Message(body) => understand(&body).inspect_err(|_| frames.give_back(&body)),
        Frame::Garbage => Err(Box::new(wrong(
            ErrorCode::ParseError,
            Id::Null,
            "what came in was no message; skipped to the next `Content-Length`",
        ))),
        Frame::TooLong(length) => Err(Box::new(wrong(
            ErrorCode::InvalidRequest,
            Id::Null,
            format!("a message of {length} bytes is longer than the {LIMIT} that are taken"),
        ))),
    }
}

fn understand(body: &[u8]) -> Result<Incoming, Box<Response>> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Box::new(wrong(ErrorCode::ParseError, Id::Null, format!("not JSON: {error}"))))?;
    let id = value
        .get("id")
        .and_then(|id| serde_json::from_value(id.clone()).ok())
        .unwrap_or(Id::Null);
    let no_message = |why: String| Box::new(wrong(ErrorCode::InvalidRequest, id.clone(), why));
    if value.is_array() {
        return Err(no_message(
            "batches are not part of the protocol; send one message after the other".to_owned(),
        ));
    }
    if value.get("method").is_some() {
        let mut request: Request = serde_json::from_value(value).map_err(|error| no_message(error.to_string()))?;
        // Some clients send an empty object where nothing is expected.
        if request.method() == "shutdown"
            && let Some(id) = request.id()
        {
            request = Request::build("shutdown").id(id.clone()).finish();
        }
        Ok(Incoming::Request(request))
    } else {
        let response =
            serde_json::from_value(value).map_err(|_| no_message("neither a request nor a response".to_owned()))?;
        Ok(Incoming::Response(response))
    }
}

fn wrong(code: ErrorCode, id: Id, message: impl Into<String>) -> Response {
    let mut error = Error::new(code);
    error.message = message.into().into();
    Response::from_error(id, error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::future::BoxFuture;
    use std::io::{Cursor, Write};
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    /// Answers with the name of the method, unless that is one at which it fails.
    struct Fragile;

    impl Service<Request> for Fragile {
        type Response = Option<Response>;
        type Error = ExitedError;
        type Future = BoxFuture<'static, Result<Option<Response>, ExitedError>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> std::task::Poll<Result<(), ExitedError>> {
            std::task::Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> Self::Future {
            async move {
                let (method, id, _) = request.into_parts();
                assert_ne!(method, "at once");
                if method == "later" {
                    tokio::task::yield_now().await;
                    panic!("later");
                }
                Ok(id.map(|id| Response::from_ok(id, method.as_ref().into())))
            }
            .boxed()
        }
    }

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("nobody fails here").write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_failure_is_answered_and_survived() {
        let message = |id: usize, method: &str| {
            let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}"}}"#);
            format!("Content-Length: {}\r\n\r\n{body}", body.len())
        };
        let methods = ["at once", "later", "fine"];
        let input: String = methods
            .iter()
            .enumerate()
            .map(|(id, method)| message(id, method))
            .collect();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let written = Shared::default();
        let (outbox, writer) = Outbox::new(written.clone());
        let served = Loop {
            service: Fragile,
            answers: futures::sink::drain(),
            outbox: outbox.clone(),
            runtime: runtime.handle().clone(),
        };
        assert!(!served.serve(Cursor::new(input)), "nobody asked it to shut down");
        runtime.block_on(async {
            for _ in 0..8 {
                tokio::task::yield_now().await;
            }
        });
        outbox.close();
        writer.wait(Duration::from_secs(10));
        let written = String::from_utf8(written.0.lock().expect("nobody fails here").clone()).expect("text");
        let answer = |id: usize| {
            let mut bodies = written
                .split("Content-Length")
                .filter(|body| body.contains(&format!(r#""id":{id}"#)));
            bodies
                .next()
                .unwrap_or_else(|| panic!("no answer to {id} in {written}"))
        };
        assert!(
            answer(0).contains("-32603") && answer(0).contains("failed at at once"),
            "{written}"
        );
        assert!(answer(1).contains("-32603"), "{written}");
        assert!(answer(2).contains(r#""result":"fine""#), "{written}");
        assert_eq!(written.matches("window/logMessage").count(), 2, "{written}");
    }
}
