//! Pictures of an inspection: files of the request that belong to one device of it.

use eyelevel_contract::attachments::Attachment;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::OrganisationKind;
use eyelevel_contract::returns::Item;
use eyelevel_contract::validate::{Fault, Faults};

use crate::db::{AsConn, bulk, q};
use crate::error::Result;
use crate::write::Write;

/// Puts files beside a device: pictures, of this request, sent by somebody of the vendor's.
///
/// # Errors
/// The faults by field; whatever the database says.
pub(super) async fn put(w: &mut Write, request_id: &str, item_id: &str, photos: &[Id]) -> Result<()> {
    let mut faults = Faults::new();
    let mut rows = Vec::new();
    for (i, photo) in (0i64..).zip(photos) {
        let sql = "SELECT a.media_type FROM attachments a JOIN people p ON p.id = a.person_id \
                   JOIN organisations o ON o.id = p.organisation_id \
                   WHERE a.id = $1 AND a.request_id = $2 AND a.complete AND o.kind = $3";
        let vendor = OrganisationKind::Vendor.word();
        let found: Option<(String,)> = q(sql).bind(photo).bind(request_id).bind(vendor).maybe(&mut w.tx).await?;
        match found {
            Some((kind,)) if kind.starts_with("image/") => rows.push(bulk::row((photo, item_id, i))),
            Some(_) => faults.add(format!("photos.{i}"), Fault::NotOffered),
            None => faults.add(format!("photos.{i}"), Fault::Unknown),
        }
    }
    faults.or(())?;
    bulk::insert(&mut w.tx, "INSERT INTO return_photos (attachment_id, item_id, position)", "", rows).await?;
    Ok(())
}

/// Gives each device its own of the request's files.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn beside(on: &mut impl AsConn, request_id: &str, files: &[Attachment], items: &mut [Item]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let sql = "SELECT p.item_id, p.attachment_id FROM return_photos p JOIN return_items n ON n.id = p.item_id \
               WHERE n.request_id = $1 ORDER BY p.item_id, p.position";
    let ties: Vec<(Id, Id)> = q(sql).bind(request_id).all(on).await?;
    for (item_id, photo) in ties {
        if let (Some(item), Some(file)) = (items.iter_mut().find(|item| item.id == item_id), files.iter().find(|file| file.id == photo)) {
            item.photos.push(file.clone());
        }
    }
    Ok(())
}
