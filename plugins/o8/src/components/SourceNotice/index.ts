export { SourceNotice, type SourceNoticeProps } from './SourceNotice';
