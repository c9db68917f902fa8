//! getFile, and files on their way into messages.

use serde_json::{Map, Value, json};

use super::{Ctx, fetch};
use crate::telegram::{
    error::{ApiError, ApiResult},
    files::{FileKind, Upload, dimensions},
};

const MAX_DOWNLOAD: usize = 20 * 1024 * 1024;
const MAX_UPLOAD: usize = 50 * 1024 * 1024;
const MAX_PHOTO: usize = 10 * 1024 * 1024;

pub(crate) fn get(ctx: &mut Ctx<'_>) -> ApiResult {
    let Some(id) = ctx.params.text("file_id") else {
        return Err(ApiError::bad("file_id not specified"));
    };
    let found = ctx.world.files.get(&id).filter(|file| file.bot == ctx.bot);
    let Some(file) = found else {
        return Err(ApiError::bad("invalid file_id"));
    };
    if file.bytes.len() > MAX_DOWNLOAD {
        return Err(ApiError::bad("file is too big"));
    }
    Ok(json!({
        "file_id": id,
        "file_unique_id": file.unique_id,
        "file_size": file.bytes.len(),
        "file_path": file.path,
    }))
}

pub(crate) fn profile_photos(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.int("user_id")?.unwrap_or(0);
    if !ctx.world.people.contains_key(&id) && ctx.world.bot(id).is_none() {
        return Err(ApiError::bad("user not found"));
    }
    Ok(json!({"total_count": 0, "photos": []}))
}

impl Ctx<'_> {
    /// The file of a send method: a part of the same name, `attach://`, an address or a file id.
    pub(crate) fn file(
        &mut self,
        kind: FileKind,
        details: &Map<String, Value>,
    ) -> Result<Value, ApiError> {
        let field = kind.field();
        if let Some(upload) = self.params.file(field).cloned() {
            return self.take_upload(kind, upload, details);
        }
        let Some(source) = self.params.text(field) else {
            let name = field.replace('_', " ");
            return Err(ApiError::bad(format!("there is no {name} in the request")));
        };
        self.file_from(kind, &source, details)
    }

    pub(crate) fn file_from(
        &mut self,
        kind: FileKind,
        source: &str,
        details: &Map<String, Value>,
    ) -> Result<Value, ApiError> {
        const WRONG: &str = "wrong file identifier/HTTP URL specified";
        if let Some(name) = source.strip_prefix("attach://") {
            let upload = self.params.file(name).cloned().or_else(|| {
                // A part without a file name was read as text.
                let bytes = self.params.text(name)?.into_bytes().into();
                let (name, mime) = (None, None);
                Some(Upload { name, mime, bytes })
            });
            let missing = || ApiError::bad("can't parse InputMedia: media not found");
            return self.take_upload(kind, upload.ok_or_else(missing)?, details);
        }
        if fetch::is_address(source) {
            if url::Url::parse(source).is_err() {
                return Err(ApiError::bad(WRONG));
            }
            let fetched = self.params.file(&fetch::key(source)).cloned();
            let failed = || ApiError::bad("failed to get HTTP URL content");
            return self.take_upload(kind, fetched.ok_or_else(failed)?, details);
        }
        let known = self
            .world
            .files
            .get(source)
            .filter(|file| file.bot == self.bot);
        let Some(file) = known else {
            return Err(ApiError::bad(WRONG));
        };
        if file.kind != kind {
            return Err(ApiError::bad(format!(
                "can't use file of type {} as {}",
                file.kind.title(),
                kind.title()
            )));
        }
        Ok(file.content.clone())
    }

    fn take_upload(
        &mut self,
        kind: FileKind,
        upload: Upload,
        details: &Map<String, Value>,
    ) -> Result<Value, ApiError> {
        let size = upload.bytes.len();
        if size == 0 {
            return Err(ApiError::bad("file must be non-empty"));
        }
        if size > MAX_UPLOAD {
            return Err(ApiError::new(413, "Request Entity Too Large"));
        }
        if kind == FileKind::Photo {
            check_photo(&upload)?;
        }
        Ok(self.world.files.add(self.bot, kind, upload, details))
    }
}

fn check_photo(upload: &Upload) -> Result<(), ApiError> {
    let size = upload.bytes.len();
    if size > MAX_PHOTO {
        return Err(ApiError::bad(format!(
            "file of size {size} bytes is too big for a photo; \
             the maximum size is {MAX_PHOTO} bytes"
        )));
    }
    let Some((width, height)) = dimensions(&upload.bytes) else {
        return Err(ApiError::bad("IMAGE_PROCESS_FAILED"));
    };
    let (long, short) = (width.max(height), width.min(height));
    if short == 0 || width + height > 10_000 || long > short * 20 {
        return Err(ApiError::bad("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok(())
}
