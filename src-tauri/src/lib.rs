//! The application: three faces over one workbench. The window (Tauri), the browser (`ingot serve`) and the terminal
//! (every other subcommand) call the same contract and hold no logic of the product.

pub mod assets;
pub mod serve;
pub mod terminal;
pub mod window;
