-- Nodes of the cluster (owner: node) ------------------------------------------------------------------------------------
-- Each signs every second, with the others that it hears on the bus: by this the nodes know of one that is there and is not
-- heard, or does not hear. Few rows, and nothing that a crash could cost.

CREATE UNLOGGED TABLE cluster_nodes (
    node  text PRIMARY KEY,
    seen  timestamptz NOT NULL,
    hears text[] NOT NULL
) WITH (fillfactor = 50);
