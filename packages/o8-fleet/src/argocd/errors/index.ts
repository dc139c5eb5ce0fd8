export { answerGrpcError } from './answerGrpcError';
export { GrpcError } from './GrpcError';
export {
  failedPrecondition,
  invalidArgument,
  invalidLogin,
  invalidSession,
  noSession,
  notFound,
  permissionDenied,
} from './refusals';
