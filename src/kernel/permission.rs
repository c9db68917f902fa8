//! Roles and the one table of what each may do. The bot, the HTTP API and the tests all ask here.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use super::ids::AgencyId;

/// What a person is to the platform. Everyone is a client; the other roles are granted.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Orders, books, keeps habits.
    Client,
    /// Carries out study orders.
    Executor,
    /// Sells the tours of one agency.
    Manager,
    /// Answers people in support.
    Operator,
    /// Brings clients for a share.
    Partner,
    /// Steers the platform.
    Admin,
    /// An admin named in the configuration, or by the shell; cannot be revoked from the bot.
    Owner,
}

impl Role {
    /// All roles, weakest first.
    pub const ALL: [Self; 7] = [
        Self::Client,
        Self::Executor,
        Self::Manager,
        Self::Operator,
        Self::Partner,
        Self::Admin,
        Self::Owner,
    ];

    /// The roles that staff hand out from the bot. Owners come from the configuration or the shell,
    /// and managers of agencies from the agency they belong to.
    pub const GRANTED_BY_STAFF: [Self; 4] =
        [Self::Executor, Self::Operator, Self::Partner, Self::Admin];

    /// The word stored in the database and used by the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Executor => "executor",
            Self::Manager => "manager",
            Self::Operator => "operator",
            Self::Partner => "partner",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether a holder of this role may do that.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match permission {
            P::UseAccount => true,
            P::OpenStaffPanel | P::FindUsers | P::SeeFaqVotes => {
                matches!(self, Self::Operator | Self::Admin | Self::Owner)
            }
            P::WriteNotes | P::BlockUsers | P::ReadAudit | P::SeeHealth => {
                matches!(self, Self::Admin | Self::Owner)
            }
            P::GrantRoles
            | P::SteerOrders
            | P::DecideMoney
            | P::ManageExecutors
            | P::SeeStatistics => matches!(self, Self::Admin | Self::Owner),
            P::SeeOrders | P::HostHours | P::ModerateReviews => {
                matches!(self, Self::Operator | Self::Admin | Self::Owner)
            }
            P::CarryOutOrders => matches!(self, Self::Executor),
            P::SellTours => matches!(self, Self::Manager),
            P::ManageAgencies => matches!(self, Self::Admin | Self::Owner),
            P::GrantAdmin => matches!(self, Self::Owner),
        }
    }
}

/// Something that not everyone may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Permission {
    /// See and change one's own account, circle, tokens; read the FAQ.
    UseAccount,
    /// Open the staff panel at all.
    OpenStaffPanel,
    /// Find people and see their cards.
    FindUsers,
    /// Write notes about a person, for staff's eyes.
    WriteNotes,
    /// Block a person and let them in again.
    BlockUsers,
    /// Grant and revoke the roles of [`Role::GRANTED_BY_STAFF`] but admin.
    GrantRoles,
    /// Grant and revoke the role of an admin.
    GrantAdmin,
    /// Read the audit log.
    ReadAudit,
    /// See which answers of the FAQ help.
    SeeFaqVotes,
    /// See how the system itself is doing.
    SeeHealth,
    /// See the board, offer, take and carry out study orders.
    CarryOutOrders,
    /// See everybody's orders, their threads and money; write to either side.
    SeeOrders,
    /// Name prices, assign and reassign, decide disputes, call orders off.
    SteerOrders,
    /// Refund, approve payouts, read the ledger and the reconciliation.
    DecideMoney,
    /// Approve, pause and limit executors.
    ManageExecutors,
    /// Offer hours with support.
    HostHours,
    /// Show and hide reviews, answer them.
    ModerateReviews,
    /// See counts, funnels and sums.
    SeeStatistics,
    /// Make tours of one's own agency, answer its bookings.
    SellTours,
    /// Make agencies, and everything that managers may do in each of them.
    ManageAgencies,
}

impl Permission {
    /// The permission needed to grant or revoke this role; `None` when nobody may do it from the bot.
    #[must_use]
    pub const fn to_grant(role: Role) -> Option<Self> {
        match role {
            Role::Executor | Role::Operator | Role::Partner => Some(Self::GrantRoles),
            Role::Admin => Some(Self::GrantAdmin),
            Role::Client | Role::Manager | Role::Owner => None,
        }
    }
}

/// All roles that one person holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    roles: Vec<(Role, Option<AgencyId>)>,
}

impl Rights {
    /// Rights from granted roles. [`Role::Client`] is always among them.
    #[must_use]
    pub fn new(granted: impl IntoIterator<Item = (Role, Option<AgencyId>)>) -> Self {
        let mut roles: Vec<_> = granted.into_iter().collect();
        roles.push((Role::Client, None));
        roles.sort_unstable();
        roles.dedup();
        Self { roles }
    }

    /// Whether any role of the person allows this.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|(role, _)| role.may(permission))
    }

    /// Whether the person holds this role, for whichever agency.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|(held, _)| *held == role)
    }

    /// The strongest role: what is written down as the role somebody acted in.
    #[must_use]
    pub fn strongest(&self) -> Role {
        self.roles.last().map_or(Role::Client, |(role, _)| *role)
    }

    /// Whether this person decides for an agency: as its manager, or for the platform.
    #[must_use]
    pub fn manages(&self, agency: AgencyId) -> bool {
        self.may(Permission::ManageAgencies) || self.agencies().any(|mine| mine == agency)
    }

    /// The agencies whose manager this person is.
    pub fn agencies(&self) -> impl Iterator<Item = AgencyId> + '_ {
        self.roles
            .iter()
            .filter(|(role, _)| role.may(Permission::SellTours))
            .filter_map(|(_, agency)| *agency)
    }

    /// Every role with its agency, weakest first.
    pub fn iter(&self) -> impl Iterator<Item = (Role, Option<AgencyId>)> + '_ {
        self.roles.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn the_table_of_rights_reads_as_written() {
        let table: String = Permission::iter()
            .map(|permission| {
                let roles: Vec<_> = Role::ALL
                    .into_iter()
                    .filter(|role| role.may(permission))
                    .map(Role::word)
                    .collect();
                format!("{permission:?}: {}\n", roles.join(" "))
            })
            .collect();
        insta::assert_snapshot!(table, @r"
        UseAccount: client executor manager operator partner admin owner
        OpenStaffPanel: operator admin owner
        FindUsers: operator admin owner
        WriteNotes: admin owner
        BlockUsers: admin owner
        GrantRoles: admin owner
        GrantAdmin: owner
        ReadAudit: admin owner
        SeeFaqVotes: operator admin owner
        SeeHealth: admin owner
        CarryOutOrders: executor
        SeeOrders: operator admin owner
        SteerOrders: admin owner
        DecideMoney: admin owner
        ManageExecutors: admin owner
        HostHours: operator admin owner
        ModerateReviews: operator admin owner
        SeeStatistics: admin owner
        SellTours: manager
        ManageAgencies: admin owner
        ");
    }

    #[test]
    fn everyone_is_a_client_and_the_strongest_role_is_told() {
        let nobody = Rights::new([]);
        assert!(nobody.has(Role::Client) && nobody.may(Permission::UseAccount));
        assert!(!nobody.may(Permission::OpenStaffPanel));
        let both = Rights::new([(Role::Admin, None), (Role::Executor, None)]);
        assert_eq!(both.strongest(), Role::Admin);
    }

    #[test]
    fn words_of_roles_round_trip() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
        assert_eq!(Role::from_word("root"), None);
    }
}
