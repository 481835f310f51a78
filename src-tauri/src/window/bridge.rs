//! What crosses between the program and the webview.

use ingot_workbench::contract::{Error, Event};
use ingot_workbench::{Workbench, commands};
use tauri::ipc::{InvokeError, InvokeResponseBody, Response};
use tauri::{AppHandle, Emitter, State};
use tokio::sync::broadcast::error::RecvError;

use super::Started;

/// Calls the command `name` of the contract. The answer and the error are the contract's JSON.
#[tauri::command]
pub async fn call(
    started: State<'_, Started>,
    name: String,
    request: serde_json::Value,
) -> Result<Response, InvokeError> {
    let Some(workbench) = started.workbench().await else {
        let error = Error::internal("the program is ending: it could not start");
        return Err(InvokeError(serde_json::to_value(error).unwrap_or_default()));
    };
    match commands::dispatch(&workbench, &name, request).await {
        Ok(response) => Ok(Response::new(InvokeResponseBody::Json(ascii(&response)))),
        Err(error) => Err(InvokeError(serde_json::to_value(error).unwrap_or_default())),
    }
}

/// Tells the UI what the workbench tells. A face that fell behind is told that everything may have changed.
pub fn forward_events(app: AppHandle, workbench: &Workbench) {
    let mut events = workbench.events();
    tauri::async_runtime::spawn(async move {
        loop {
            let told = match events.recv().await {
                Ok(event) => app.emit("ingot", event),
                Err(RecvError::Lagged(_)) => Event::everything()
                    .into_iter()
                    .try_for_each(|event| app.emit("ingot", event)),
                Err(RecvError::Closed) => break,
            };
            if told.is_err() {
                break;
            }
        }
    });
}

/// JSON with every non-ASCII character escaped: WebKitGTK has mis-decoded raw UTF-8 in answers
/// (seen by Yaak; <https://github.com/mountain-loop/yaak>, `escape_str_for_webview`).
pub fn ascii(json: &str) -> String {
    if json.is_ascii() {
        return json.to_owned();
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for character in json.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::ascii;

    #[test]
    fn text_of_any_script_reaches_the_webview_unchanged() {
        for text in [
            "plain",
            "Größe",
            "разработка",
            "emoji 🪙",
            "bidi \u{202e}",
            "\u{10ffff}",
        ] {
            let json = serde_json::to_string(text).unwrap();
            let escaped = ascii(&json);
            assert!(escaped.is_ascii());
            assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
        }
    }
}
