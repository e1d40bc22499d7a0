-- Who may add somebody to sessions (owner: gateway; read by: chat) ----------------------------------------------------------
-- Null: as the setting ADD_MEMBERS says.

ALTER TABLE accounts ADD COLUMN addable_by text CHECK (addable_by IN ('anyone', 'shared', 'invite'));
