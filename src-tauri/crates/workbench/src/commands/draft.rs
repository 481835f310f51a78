//! New components: what they can start from, a document to look at, and the files.

use std::path::Path;

use ingot_component::script::Language;
use ingot_component::{Platform, SemanticVersion, draft};
use ingot_recipe::names::ResourceName;
use ingot_recipe::names::normalised;

use crate::Workbench;
use crate::contract::component::ComponentRequest;
use crate::contract::draft::{
    CreateComponent, CreatedComponent, DraftFrom, DraftRequest, DraftView, ProposedParameter, ReadScript, ScriptFile,
    ScriptLanguage, TemplateList, TemplateView,
};
use crate::contract::{Code, Error, Nothing};

pub async fn templates(_: &Workbench, _: Nothing) -> Result<TemplateList, Error> {
    let templates = draft::templates()
        .iter()
        .map(|template| TemplateView {
            id: template.id.to_owned(),
            title: template.title.to_owned(),
            about: template.about.to_owned(),
            platform: template.platform.to_string(),
        })
        .collect();
    Ok(TemplateList { templates })
}

pub async fn draft(workbench: &Workbench, request: DraftRequest) -> Result<DraftView, Error> {
    match request.from {
        DraftFrom::Template { id } => {
            let template = draft::templates()
                .iter()
                .find(|template| template.id == id)
                .ok_or_else(|| Error::not_found(format!("there is no template {id}")))?;
            Ok(DraftView {
                document: draft::fill(template, &request.name, ""),
                platform: template.platform.to_string(),
                notes: Vec::new(),
                parameters: Vec::new(),
            })
        }
        DraftFrom::Script { language, text } => {
            let language = language.map(|language| match language {
                ScriptLanguage::Bash => Language::Bash,
                ScriptLanguage::PowerShell => Language::PowerShell,
            });
            let made = draft::from_script(&text, language, &request.name)
                .map_err(|error| Error::invalid(error.to_string()))?;
            Ok(DraftView {
                document: made.document,
                platform: made.platform.to_string(),
                notes: made.notes,
                parameters: made
                    .parameters
                    .into_iter()
                    .map(|parameter| ProposedParameter {
                        name: parameter.name,
                        proposed_from: parameter.variable,
                        default: parameter.default,
                    })
                    .collect(),
            })
        }
        DraftFrom::Copy { component } => {
            let view = super::component::get(workbench, ComponentRequest { component }).await?;
            let document = view.document.ok_or_else(|| {
                Error::not_found(format!("the document of {} was never read", view.summary.name))
                    .hint("read AWS with a sync, then try again")
            })?;
            Ok(DraftView {
                document,
                platform: view.summary.platform.unwrap_or_else(|| Platform::Linux.to_string()),
                notes: vec![format!(
                    "copied from {} {}; later versions of it do not reach the copy",
                    view.summary.name, view.summary.version
                )],
                parameters: Vec::new(),
            })
        }
    }
}

/// Larger files are no scripts that could become a document.
const MAX_SCRIPT_FILE: u64 = 1024 * 1024;

pub async fn read_script(_: &Workbench, request: ReadScript) -> Result<ScriptFile, Error> {
    let path = Path::new(&request.path);
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let failed = |error: std::io::Error| Error::new(Code::Io, format!("{name} cannot be read: {error}"));
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(Error::invalid(format!("{name} is no file")));
    }
    if metadata.len() > MAX_SCRIPT_FILE {
        return Err(Error::invalid(format!("{name} is larger than 1 MiB")).hint("a document holds at most 64 KB"));
    }
    let text = decoded(&std::fs::read(path).map_err(failed)?)
        .ok_or_else(|| Error::invalid(format!("{name} is no text")).hint("save it as UTF-8"))?;
    Ok(ScriptFile { name, text })
}

/// UTF-8, or the UTF-16 with a byte order mark that Windows editors write PowerShell scripts in.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.filter(|text| !text.contains('\0'))
}

pub async fn create(workbench: &Workbench, request: CreateComponent) -> Result<CreatedComponent, Error> {
    let name: ResourceName = request
        .name
        .parse()
        .map_err(|error: ingot_recipe::names::NameError| Error::invalid(error.to_string()))?;
    let version: SemanticVersion = request
        .version
        .parse()
        .map_err(|_| Error::invalid(format!("`{}` is no version: write 1.0.0", request.version)))?;
    let platform: Platform = request
        .platform
        .parse()
        .map_err(|error: ingot_component::platform::UnknownPlatform| Error::invalid(error.to_string()))?;
    let taken = workbench
        .desk()
        .prepared()?
        .catalogue
        .components()
        .iter()
        .any(|component| {
            component.origin == ingot_recipe::Origin::Workspace && normalised(&component.name) == name.normalised()
        });
    if taken {
        return Err(Error::new(
            Code::Conflict,
            format!("the workspace has a component {} already", name.as_str()),
        )
        .hint("choose another name; names that differ only in case, spaces or underscores are the same to AWS"));
    }
    let folder = format!("components/{}", name.normalised());
    let file = format!("{folder}/document.yaml");
    let resource = draft::resource_file(
        name.as_str(),
        &version.to_string(),
        platform,
        request.description.as_deref().unwrap_or_default(),
    );
    workbench.desk().create(&[
        (file.clone(), request.document),
        (format!("{folder}/component.yaml"), resource),
    ])?;
    Ok(CreatedComponent {
        component: format!("Component/{}", name.as_str()),
        file,
    })
}
