export { loadTls, type Tls } from './loadTls';
