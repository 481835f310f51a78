//! A server that gives prepared answers to whatever is asked, on loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

/// One prepared answer.
#[derive(Clone)]
pub enum Answer {
    Http {
        status: u16,
        error_type: Option<&'static str>,
        body: String,
    },
    /// The connection is closed in the middle of the answer.
    BreakOff,
}

impl Answer {
    pub fn ok(body: &str) -> Self {
        Self::Http {
            status: 200,
            error_type: None,
            body: body.to_owned(),
        }
    }

    pub fn error(status: u16, error_type: &'static str, message: &str) -> Self {
        Self::Http {
            status,
            error_type: Some(error_type),
            body: format!(r#"{{"message":"{message}"}}"#),
        }
    }
}

/// A request as it came in.
pub struct Request {
    pub head: String,
    pub body: String,
}

impl Request {
    /// The operation asked for: the path's last part, or for JSON 1.1 services the target's.
    pub fn operation(&self) -> &str {
        let target = self
            .head
            .lines()
            .find(|line| line.to_lowercase().starts_with("x-amz-target:"));
        if let Some((_, operation)) = target.and_then(|line| line.rsplit_once('.')) {
            return operation.trim();
        }
        let path = self.head.split_whitespace().nth(1).unwrap_or_default();
        path.split('?').next().unwrap_or_default().trim_start_matches('/')
    }
}

/// Answers requests with `answer(number of the request from 0, the request)` until the process ends.
pub struct FakeAws {
    pub endpoint: String,
    requests: mpsc::Receiver<Request>,
}

impl FakeAws {
    pub fn start(answer: impl Fn(usize, &Request) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (tell, requests) = mpsc::channel();
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let Ok(stream) = stream else { return };
                let Some(request) = read_request(&stream) else { continue };
                let reply = answer(number, &request);
                let _ = tell.send(request);
                let _ = write_answer(stream, &reply);
            }
        });
        Self { endpoint, requests }
    }

    /// The requests since this was last asked.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.try_iter().collect()
    }
}

fn read_request(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while reader.read_line(&mut head).ok()? > 2 {}
    if head.is_empty() {
        return None;
    }
    let length = head
        .lines()
        .find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length:")?
                .trim()
                .parse::<u64>()
                .ok()
        })
        .unwrap_or(0);
    let mut body = String::new();
    reader.take(length).read_to_string(&mut body).ok()?;
    Some(Request { head, body })
}

/// Every answer closes its connection, so that requests and connections count alike.
fn write_answer(mut stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    match answer {
        Answer::Http {
            status,
            error_type,
            body,
        } => {
            let kind = error_type
                .map(|kind| format!("x-amzn-ErrorType: {kind}\r\n"))
                .unwrap_or_default();
            write!(
                stream,
                "HTTP/1.1 {status} Answer\r\n{kind}x-amzn-RequestId: request-7\r\ncontent-type: application/json\r\n\
                 content-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            )
        }
        Answer::BreakOff => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{{\"comp"
            )
        }
    }
}
