//! What the product does: one function for each command of the contract, in the file of its first word.

pub mod compare;
pub mod component;
pub mod draft;
pub mod file;
pub mod job;
pub mod language;
pub mod pipeline;
pub mod plan;
pub mod recipe;
pub mod resource;
pub mod run;
pub mod scan;
pub mod session;
pub mod target;
pub mod workspace;

use serde_json::Value;

use crate::Workbench;
use crate::contract::Error;

macro_rules! dispatch_to {
    ($($name:literal => $module:ident :: $function:ident : $request:ty => $response:ty;)*) => {
        async fn by_name(workbench: &Workbench, name: &str, request: Value) -> Result<String, Error> {
            use crate::contract::*;
            match name {
                $($name => {
                    let request: $request = serde_json::from_value(request)
                        .map_err(|error| Error::invalid(format!("the request of {} is not valid: {error}", $name)))?;
                    let response: $response = self::$module::$function(workbench, request).await?;
                    serde_json::to_string(&response).map_err(|error| Error::internal(error.to_string()))
                })*
                _ => Err(Error::invalid(format!("there is no command {name}"))),
            }
        }

        /// Every command's name.
        pub const NAMES: &[&str] = &[$($name),*];
    };
}
crate::with_commands!(dispatch_to);

/// Calls the command `name` with its request as JSON and answers its response as JSON.
pub async fn dispatch(workbench: &Workbench, name: &str, request: Value) -> Result<String, Error> {
    by_name(workbench, name, request).await
}
