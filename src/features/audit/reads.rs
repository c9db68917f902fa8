//! Reading the audit log, newest first.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use crate::{
    entity::audit_record::{Column, Entity, Model},
    kernel::{
        ids::{AuditId, UserId},
        page::Page,
    },
};

/// Which records are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this action.
    pub action: Option<String>,
    /// Only deeds of this person.
    pub actor: Option<UserId>,
    /// Only what was done to this person.
    pub about: Option<UserId>,
    /// Only what was done to this: kind and row.
    pub subject: Option<(&'static str, i64)>,
}

impl Filter {
    fn select(&self) -> Select<Entity> {
        let mut wanted = Condition::all();
        if let Some(action) = &self.action {
            wanted = wanted.add(if action.contains('.') {
                Column::Action.eq(action)
            } else {
                Column::Action.starts_with(format!("{action}."))
            });
        }
        if let Some(actor) = self.actor {
            wanted = wanted.add(Column::ActorId.eq(actor));
        }
        if let Some(about) = self.about {
            wanted = wanted
                .add(Column::SubjectKind.eq("user"))
                .add(Column::SubjectId.eq(about.0));
        }
        if let Some((kind, id)) = self.subject {
            wanted = wanted
                .add(Column::SubjectKind.eq(kind))
                .add(Column::SubjectId.eq(id));
        }
        Entity::find().filter(wanted).order_by_desc(Column::Id)
    }
}

/// One numbered page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    number: u32,
    size: u64,
) -> Result<Page<Model>, DbErr> {
    let total = filter.select().count(db).await?;
    let (number, offset) = Page::<Model>::locate(number, total, size);
    let items = filter.select().offset(offset).limit(size).all(db).await?;
    Ok(Page {
        items,
        number,
        count: Page::<Model>::count_of(total, size),
        total,
    })
}

/// Records older than `before`, at most `limit`: pages by cursor stay fast however long the log is.
///
/// # Errors
/// When the database does not answer.
pub async fn before(
    db: &impl ConnectionTrait,
    filter: &Filter,
    before: Option<AuditId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut select = filter.select();
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    select.limit(limit).all(db).await
}
