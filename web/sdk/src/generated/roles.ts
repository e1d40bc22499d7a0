// Made by `npm run generate` out of docs/roles.md; change that.

/** Who may do what: the sum of 1 for an owner, 2 for an admin, 4 for a member, 8 for one of the two of a direct session. */
export const ACTIONS = {
  /** history, timeline, channel, search, presence, the list of members; typing, read mark, muting one's own notifications */ read: 15,
  /** send, reply, ask the AI, start a task */ send: 15,
  /** put a reaction on a message, take it back */ react: 15,
  /** edit one's own message */ edit_own: 15,
  /** delete one's own message */ delete_own: 15,
  /** edit a message of a member, of an admin, of who has left */ edit_others: 3,
  /** delete such a message, or a system message */ delete_others: 3,
  /** edit an owner's message */ edit_owners: 1,
  /** delete an owner's message */ delete_owners: 1,
  /** add an ordinary member; make, list and revoke invites */ add_member: 3,
  /** add somebody as admin */ add_admin: 1,
  /** add somebody as owner */ add_owner: 1,
  /** remove an ordinary member */ remove_member: 3,
  /** remove an admin */ remove_admin: 1,
  /** remove another owner */ remove_owner: 1,
  /** make a member admin, or an admin member */ change_role: 1,
  /** take an owner's role away; owners give it away themselves */ change_owners_role: 0,
  /** silence an ordinary member for a while, or end that */ silence_member: 3,
  /** silence an admin */ silence_admin: 1,
  /** silence an owner */ silence_owner: 0,
  /** change the title */ set_title: 3,
  /** change the language */ set_language: 11,
  /** let the AI in or send it away, and say which messages ask it */ set_ai: 11,
  /** make members wait between two messages */ set_slow_mode: 3,
  /** archive the session, or open it again */ archive: 1,
  /** make another owner in one's place and stay as admin */ transfer_ownership: 1,
  /** leave */ leave: 7,
} as const;

/** What may be done in a session, under the server's name for it. */
export type Action = keyof typeof ACTIONS;
