export {
  EvidenceList,
  type EvidenceEntry,
  type EvidenceListProps,
} from './EvidenceList';
